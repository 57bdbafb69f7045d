import pulumi
import pulumi_ozeki as ozeki

config = pulumi.Config()

# The reception's phone has a password already: pulumi config set --secret receptionPassword
reception = ozeki.SipExtension(
    "reception",
    extension_id="1000",
    user_id="reception",
    password=config.require_secret("receptionPassword"),
)

# Without a password a strong one is made, and stays.
sales = {
    number: ozeki.SipExtension(f"sales-{number}", extension_id=number, user_id=user)
    for number, user in {"1001": "anna", "1002": "balazs"}.items()
}

# This desk is empty now. Its number is reserved, and no phone can use it.
spare_desk = ozeki.SipExtension("spare-desk", extension_id="1019", user_id="reception", enabled=False)

# Functions read the PBX whenever the program runs, in previews too. This one waits for what is declared above.
listed = ozeki.list_extensions_output(
    type="SIP",
    match="10*",
    opts=pulumi.InvokeOutputOptions(depends_on=[reception, *sales.values(), spare_desk]),
)

# What to type into each phone: pulumi stack output passwords --show-secrets
pulumi.export("passwords", {number: phone.password for number, phone in sales.items()})
pulumi.export("numbers", listed.extensions.apply(lambda found: sorted(extension.id for extension in found)))
