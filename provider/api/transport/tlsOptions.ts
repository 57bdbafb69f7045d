import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import * as tls from "node:tls";
import { UnusableCaFile } from "../errors";

/**
 * How connections to a PBX check its certificate. They always do: `NODE_TLS_REJECT_UNAUTHORIZED` does not switch it off.
 *
 * @param caFile - PEM file of a further certificate authority, beside those that Node.js trusts
 * @throws UnusableCaFile where the file cannot be read
 */
export function tlsOptions(caFile: string | undefined): { rejectUnauthorized: true; ca?: string[] } {
  return {
    rejectUnauthorized: true,
    ...(caFile !== undefined && { ca: [...trustedByNode(), readCaFile(caFile)] }),
  };
}

/** A list of authorities replaces those that Node.js trusts, so it has to contain them. */
function trustedByNode(): readonly string[] {
  // Since Node.js 22.15, with those of NODE_EXTRA_CA_CERTS and of --use-system-ca.
  const getCACertificates: unknown = Reflect.get(tls, "getCACertificates");
  if (typeof getCACertificates === "function") {
    return getCACertificates("default") as string[];
  }
  return [...tls.rootCertificates, ...extraCertificates()];
}

function extraCertificates(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (file === undefined || file === "") {
    return [];
  }
  try {
    return [readFileSync(file, "utf8")];
  } catch {
    // Node.js warns of it at its start, and goes on without.
    return [];
  }
}

function readCaFile(caFile: string): string {
  let content: string;
  try {
    content = readFileSync(caFile, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new UnusableCaFile(caFile, error instanceof Error && "code" in error ? String(error.code) : "unknown");
  }
  const certificates = content.match(CERTIFICATES) ?? [];
  if (certificates.length === 0 || !certificates.every(isReadable)) {
    // TLS would ignore it silently, and trust no certificate.
    const what = certificates.length === 0 ? "not a PEM file with a certificate" : "damaged";
    throw new UnusableCaFile(caFile, `it is ${what}`);
  }
  return content;
}

/** The last one may lack its end. */
const CERTIFICATES = /^-----BEGIN CERTIFICATE-----.*?(?:^-----END CERTIFICATE-----|$(?![\s\S]))/gms;

function isReadable(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).fingerprint !== "";
  } catch {
    return false;
  }
}
