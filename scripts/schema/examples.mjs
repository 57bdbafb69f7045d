/** Programs for the registry's pages, by resource. */
export const examples = {
  SipExtension: section("A phone with a generated password", {
    typescript: `
import * as ozeki from "@pulumi/ozeki";

const reception = new ozeki.SipExtension("reception", { extensionId: "1000", userId: "reception" });
export const password = reception.password;`,
    python: `
import pulumi
import pulumi_ozeki as ozeki

reception = ozeki.SipExtension("reception", extension_id="1000", user_id="reception")
pulumi.export("password", reception.password)`,
    go: `
package main

import (
	"example.com/pulumi-ozeki/sdk/go/ozeki"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		reception, err := ozeki.NewSipExtension(ctx, "reception", &ozeki.SipExtensionArgs{
			ExtensionId: pulumi.String("1000"),
			UserId:      pulumi.String("reception"),
		})
		if err != nil {
			return err
		}
		ctx.Export("password", reception.Password)
		return nil
	})
}`,
    yaml: `
resources:
  reception:
    type: ozeki:SipExtension
    properties:
      extensionId: "1000"
      userId: reception
outputs:
  password: \${reception.password}`,
  }),
  Extension: section("A ring group", {
    typescript: `
import * as ozeki from "@pulumi/ozeki";

const support = new ozeki.Extension("support", {
    extensionId: "600",
    type: "RingGroup",
    knownType: "RingGroupInfo",
    elements: { Name: "Support" },
    xml: "<Members><Member>1000</Member><Member>1001</Member></Members>",
});`,
    python: `
import pulumi_ozeki as ozeki

support = ozeki.Extension("support",
    extension_id="600",
    type="RingGroup",
    known_type="RingGroupInfo",
    elements={"Name": "Support"},
    xml="<Members><Member>1000</Member><Member>1001</Member></Members>")`,
    go: `
package main

import (
	"example.com/pulumi-ozeki/sdk/go/ozeki"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		_, err := ozeki.NewExtension(ctx, "support", &ozeki.ExtensionArgs{
			ExtensionId: pulumi.String("600"),
			Type:        pulumi.String("RingGroup"),
			KnownType:   pulumi.String("RingGroupInfo"),
			Elements:    pulumi.StringMap{"Name": pulumi.String("Support")},
			Xml:         pulumi.String("<Members><Member>1000</Member><Member>1001</Member></Members>"),
		})
		return err
	})
}`,
    yaml: `
resources:
  support:
    type: ozeki:Extension
    properties:
      extensionId: "600"
      type: RingGroup
      knownType: RingGroupInfo
      elements:
        Name: Support
      xml: <Members><Member>1000</Member><Member>1001</Member></Members>`,
  }),
};

/** How an extension of the PBX gets into a stack, by resource. */
export const imports = {
  SipExtension: importing("SipExtension", "reception 1000"),
  Extension: importing("Extension", "support 600"),
};

/**
 * @param {string} title
 * @param {Record<string, string>} programs by language
 */
function section(title, programs) {
  const blocks = Object.entries(programs).map(([language, text]) => `\`\`\`${language}\n${text.trim()}\n\`\`\``);
  return `{{% examples %}}\n## Example Usage\n\n{{% example %}}\n### ${title}\n\n${blocks.join("\n\n")}\n{{% /example %}}\n{{% /examples %}}`;
}

/**
 * @param {string} resource
 * @param {string} what
 */
function importing(resource, what) {
  return `## Import\n\nAn extension that exists is imported by its ID:\n\n\`\`\`sh\npulumi import ozeki:index:${resource} ${what}\n\`\`\``;
}
