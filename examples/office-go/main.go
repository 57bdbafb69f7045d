package main

import (
	"sort"

	"example.com/pulumi-ozeki/sdk/go/ozeki"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		// The reception's phone has a password already: pulumi config set --secret receptionPassword
		reception, err := ozeki.NewSipExtension(ctx, "reception", &ozeki.SipExtensionArgs{
			ExtensionId: pulumi.String("1000"),
			UserId:      pulumi.String("reception"),
			Password:    config.New(ctx, "").RequireSecret("receptionPassword"),
		})
		if err != nil {
			return err
		}

		// Without a password a strong one is made, and stays.
		declared := []pulumi.Resource{reception}
		passwords := pulumi.StringMap{}
		for number, user := range map[string]string{"1001": "anna", "1002": "balazs"} {
			phone, err := ozeki.NewSipExtension(ctx, "sales-"+number, &ozeki.SipExtensionArgs{
				ExtensionId: pulumi.String(number),
				UserId:      pulumi.String(user),
			})
			if err != nil {
				return err
			}
			declared = append(declared, phone)
			passwords[number] = phone.Password
		}

		// This desk is empty now. Its number is reserved, and no phone can use it.
		spareDesk, err := ozeki.NewSipExtension(ctx, "spare-desk", &ozeki.SipExtensionArgs{
			ExtensionId: pulumi.String("1019"),
			UserId:      pulumi.String("reception"),
			Enabled:     pulumi.Bool(false),
		})
		if err != nil {
			return err
		}

		// Functions read the PBX whenever the program runs, in previews too. This one waits for what is declared above.
		listed := ozeki.ListExtensionsOutput(ctx, ozeki.ListExtensionsOutputArgs{
			Type:  pulumi.String("SIP"),
			Match: pulumi.String("10*"),
		}, pulumi.DependsOn(append(declared, spareDesk)))

		// What to type into each phone: pulumi stack output passwords --show-secrets
		ctx.Export("passwords", passwords)
		ctx.Export("numbers", listed.Extensions().ApplyT(func(found []ozeki.ListedExtension) []string {
			numbers := make([]string, len(found))
			for i, extension := range found {
				numbers[i] = extension.Id
			}
			sort.Strings(numbers)
			return numbers
		}))
		return nil
	})
}
