import { ConfigXml } from "../../../../provider/api";
import { readElements } from "../../../../provider/api/xml/parse";
import { holdsPassword, namesSecret, xmlMayHoldSecret } from "../../../../provider/secrets/forms";
import { isSecretName } from "../../../../provider/secrets/names";
import type { Secrets } from "../../../../provider/secrets/properties";
import { mergeSecrets, secretElements, secretPaths, secretXml, valueAt } from "../../../../provider/secrets/properties";
import { contentOf, splitSecrets } from "../../../../provider/types/content";
import { UNKNOWN } from "../../../../provider/types/unknown";

describe("the name of an element", () => {
  test.each([
    "Password",
    "password",
    "ProxyPassword",
    "SIPPasswordHash",
    "VoicemailPin",
    "PIN",
    "PINCode",
    "Access_Pin",
    "ApiToken",
    "ApiKey",
    "ClientSecret",
    "Credentials",
    "Passphrase",
    "AuthPwd",
    "SipPw",
    "Pin1",
    "AccessPins",
    "ApiKeys",
    "Key2",
    "AccessCode",
    "door_code2",
    "Authorization",
    "Proxy-Authorization",
    "apikey",
    "sip:Pin",
    "Userpass",
    "Sippwd",
    "authtoken",
    "Kennwort",
    "SipJelszo",
    "HA1",
    "VMPIN",
    "userpins2",
    "adminpw",
    "Passw",
    "Jelszó",
    "Jelszo\u0301",
    "Contraseña",
    "CONTRASEÑA",
    "Senha",
    "Heslo",
    "Hasło",
    "Lösenord",
    "Şifre",
    "Clave",
    "MDP",
    "ПарольSIP",
    "パスワード",
    "SipJelszavak",
    "TitkosKulcs",
    "Passwörter",
    "PrivaterSchlüssel",
    "Zugangscode",
    "Contrasenia",
    "claveacceso",
    "Parole",
    "Šifra",
    "Lykilorð",
    "Aðgangsorð",
    "Salasõna",
    "ΚΩΔΙΚΟΣ",
    "Συνθηματικό",
    "סיסמה",
    "كلمة_السر",
    "पासवर्ड",
    "รหัสผ่าน",
    "MậtKhẩu",
    "密钥",
    "パスフレーズ",
    "SSHKey",
    "sshkey",
    "licensekeys",
    "DisaCode",
    "disapin",
    "pinnumber",
    "PUK",
    "TOTP",
    "Creds",
    "passkey",
  ])("says that it is a secret: %s", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each([
    "Name",
    "Verschlüsselung",
    "Titkosítás",
    "Включен",
    "Enclave",
    "Credit",
    "BearerCapability",
    "hotkey",
    "Opencodec",
    "UserID",
    "Spinning",
    "Opinion",
    "PinnedTo",
    "Bypass2",
    "Compass",
    "Keypad",
    "Tokenizer",
    "Passive",
    "AuthorizationName",
    "CountryCode",
    "Barcode",
    "Mapping",
    "Spin2",
    "Alpha1",
    "Enclave",
    "Név",
    "Überschrift",
    "constructor",
    "",
  ])("says nothing of the kind: %j", (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe("a string", () => {
  test.each([
    "sip:anna:marked@10.0.0.5",
    "http://anna:marked@host/path",
    "go to https://:marked@host",
    "host=10.0.0.5;password=marked",
    "token = marked",
    '{"password":"marked"}',
    "{'api_key' : 'marked'}",
    "Password: marked",
    "Bearer marked-token",
    "?user=anna&api_key=marked",
    "https://marked-token@host/",
    "wss://marked@host",
    "register --password marked",
    "-pw marked",
    "Jelszó=marked",
    "Contraseña: marked",
    "Basic YW5uYTptYXJrZWQ=",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYXJrZWQifQ.x",
    "-----BEGIN RSA PRIVATE KEY-----",
    "register --password=marked",
    "https://marked-token:@host/",
    "Voicemail PIN 1234",
    "token marked1",
    "<Password>marked</Password>",
    '<Secret kind="x">marked</Secret>',
    "password＝marked",
    "пароль：marked",
    "curl -u anna:marked http://host",
    "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
    "AKIAIOSFODNN7EXAMPLE",
  ])("holds a password: %s", (text) => {
    expect(holdsPassword(text)).toBe(true);
  });

  test.each([
    "sip:anna@10.0.0.5",
    "http://host:7780/a@b",
    "http://host:7780/path",
    "12:30:15",
    "password",
    "the password = ",
    "codec=PCMA",
    "Press key: 1",
    "10:30 opening",
    "Bearer of news",
    "mailto:anna@host",
    "Basic configuration",
    "set --codec PCMA",
    "a - password",
    "--password",
    "PIN of the door",
    "pass on 2 calls",
    "Press key 12345",
    "<Password></Password>",
    "<Codec>PCMA</Codec>",
    "-u anna",
    "-----BEGIN CERTIFICATE-----",
    "",
  ])("holds none: %j", (text) => {
    expect(holdsPassword(text)).toBe(false);
  });

  test("is read through once, however long it is", () => {
    for (const part of [
      "a",
      "a:",
      "a:b",
      "a=",
      "a ",
      "pin",
      "://",
      "a.b-",
      "-a ",
      "--",
      "Basic ",
      "pin  1 ",
      "pin 12 ",
      "<pin ",
      "<pin>",
      "-u a: ",
      "ghp_-",
      "eyJ",
      "http://",
      "1",
      "ó",
    ]) {
      expect(holdsPassword(part.repeat(2_000_000 / part.length))).toBe(false);
    }
  });

  test("is the name of a secret, or is not", () => {
    expect(namesSecret(" ProxyPassword ")).toBe(true);
    expect(namesSecret("the password")).toBe(false);
    expect(namesSecret("Codec")).toBe(false);
  });
});

describe("what an extension consists of", () => {
  const secret = [
    "<Pin>1</Pin>",
    "<Address>sip:anna:marked@10.0.0.5</Address>",
    '<Trunk address="sip:anna:marked@10.0.0.5"/>',
    '<Setting name="Password" value="marked"/>',
    "<Setting><Name>Password</Name><Value>marked</Value></Setting>",
    "<Settings><Setting><Name> ApiKey </Name><Value>marked</Value></Setting></Settings>",
    '<Line pin="1"/>',
    '<t:Line xmlns:t="urn:t"><t:AccessCode>1</t:AccessCode></t:Line>',
    "<Header>Authorization=Basic bWFya2Vk; Pin=1</Header>",
    '<Licence key="ABCD-1234"/>',
    "<Key>ABCD-1234</Key>",
  ];
  const open = [
    "<Name>Password reset line</Name>",
    "<Greeting>Password</Greeting>",
    '<Setting name="Codec" value="PCMA"/>',
    '<Options><Option key="1">1000</Option><Option key="#">1001</Option></Options>',
    "<Option><Key>1</Key><Target>1000</Target></Option>",
    "<Members><Member>1000</Member></Members>",
  ];
  const configOf = (xml: string) =>
    readElements(xml).reduce(
      (config, element) => config.withElements(element.name, [element]),
      ConfigXml.create("T", []),
    );
  const all = () => true;

  test.each(secret)("is a secret: %s", (xml) => {
    const config = configOf(xml);
    expect(splitSecrets(config, all)).toEqual({ open: { elements: {} }, secret: contentOf(config, all) });
    expect(xmlMayHoldSecret(xml)).toBe(true);
  });

  test.each(open)("is none: %s", (xml) => {
    const config = configOf(xml);
    expect(splitSecrets(config, all)).toEqual({ open: contentOf(config, all), secret: { elements: {} } });
  });

  test.each(['<Setting name="Codec" value="PCMA"/>', "<Members><Member>1000</Member></Members>"])(
    "is not a secret in a program either: %s",
    (xml) => {
      expect(xmlMayHoldSecret(xml)).toBe(false);
    },
  );

  test("is read through once as XML, however long it is", () => {
    for (const part of ["a", "<", "<a", 'a="', '"', ">", "=", "a ", "><"]) {
      xmlMayHoldSecret(part.repeat(1_000_000 / part.length));
    }
  });
});

describe("secret properties", () => {
  const secretsOf = (properties: Record<string, unknown>) =>
    mergeSecrets(secretElements(properties), secretXml(properties));

  test.each<[string, Record<string, unknown>, Secrets]>([
    ["an element with the name of a secret", { elements: { Pin: "4711", Name: "Desk" } }, { elements: { Pin: true } }],
    ["such an element that is not known yet", { elements: { Key1: UNKNOWN } }, { elements: { Key1: true } }],
    ["such an element that check refuses", { elements: { Pin: 4711 } }, { elements: { Pin: true } }],
    [
      "a string with the form of a secret",
      { elements: { Address: "sip:anna:marked@10.0.0.5" } },
      { elements: { Address: true } },
    ],
    ["XML with the name of a secret", { xml: "<Trunk><Pin>1</Pin></Trunk>" }, { xml: true }],
    ["elements and XML", { elements: { Pin: "1" }, xml: "<T pin='1'/>" }, { elements: { Pin: true }, xml: true }],
  ])("are %s", (_, properties, secrets) => {
    expect(secretsOf(properties)).toEqual(secrets);
  });

  test.each<[string, Record<string, unknown>]>([
    ["an ordinary element", { elements: { Name: "Desk", Address: "sip:anna@10.0.0.5" } }],
    ["ordinary XML", { xml: "<Members><Member>1</Member></Members>" }],
    ["elements that are not known yet", { elements: UNKNOWN, xml: UNKNOWN }],
    ["what is left out", {}],
    ["what check refuses", { elements: ["list"], xml: 7 }],
  ])("are not %s", (_, properties) => {
    expect(secretsOf(properties)).toBeUndefined();
  });

  test("keep an element that is called __proto__", () => {
    const elements = JSON.parse('{"__proto__": "Bearer marked-token"}');
    expect(JSON.stringify(secretsOf({ elements }))).toBe('{"elements":{"__proto__":true}}');
  });
});

describe("the paths of properties", () => {
  const elements = JSON.parse('{"Codec": "PCMA", "a.b": "dots", "__proto__": "own"}') as object;

  test.each([
    ["userId", "anna"],
    ["elements.Codec", "PCMA"],
    ["elements.a.b", "dots"],
    ["elements.__proto__", "own"],
    ["elements.toString", undefined],
    ["toString", undefined],
    ["userId.length", undefined],
  ])("%s points to %p", (path, value) => {
    expect(valueAt({ userId: "anna", elements }, path)).toBe(value);
  });

  test("of secrets name an element below `elements`", () => {
    expect(secretPaths({ password: true, elements: { "a.Pin": true } })).toEqual(["password", "elements.a.Pin"]);
    expect(secretPaths(undefined)).toEqual([]);
  });
});
