import * as pulumi from "@pulumi/pulumi";
import { SipExtension } from "pulumi-ozeki";
import { phones } from "./phones";
import { assertEachDeviceOnce } from "./provisioning/device";
import { provisioningFiles } from "./provisioning/files";
import { ProvisioningFolder } from "./provisioning/folder";

const config = new pulumi.Config();
/** Host or host:port at which phones register, as they reach it. */
const sipServer = config.require("sipServer");
/** Where the folder is served: https://HOST/PATH. Without it the sheets have no QR code. */
const provisioningUrl = config.get("provisioningUrl");

const folder = new ProvisioningFolder(config.get("folder") ?? "provisioned");

assertEachDeviceOnce(phones);

const written = phones.map(({ name, displayName, device, ...args }) => {
  const extension = new SipExtension(name, args);
  return pulumi.all([extension.authorizationName, extension.password]).apply(([authorizationName, password]) => {
    const account = { extensionId: args.extensionId, displayName, authorizationName, password, sipServer };
    const files = provisioningFiles(account, device, provisioningUrl);
    // A preview writes nothing. The passwords are in the files only: an Output of the program would put them into the state.
    if (!pulumi.runtime.isDryRun()) {
      folder.write(files);
    }
    return files.map(({ path }) => path);
  });
});

// Last, when every phone has its files: the files of phones that are gone hold passwords, too.
pulumi.all(written).apply((paths) => {
  if (!pulumi.runtime.isDryRun()) {
    folder.removeAllBut(paths.flat());
  }
});
