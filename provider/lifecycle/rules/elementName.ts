// NCName of "Namespaces in XML 1.0": a name without a colon, for nothing declares a prefix in an element of `elements`.
// Left out are the few that the XML libraries underneath cannot read or write: characters beyond U+FFFF, and U+1680 and
// U+FEFF, which JavaScript takes for white space. Such an extension could be made and never be read again.
const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u167F\\u1681-\\u1FFF\\u200C-\\u200D" +
  "\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFEFE\\uFF00-\\uFFFD";
const NC_NAME = new RegExp(`^[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*$`, "u");

/** Whether a text can be the name of an XML element. */
export function isElementName(name: string): boolean {
  return NC_NAME.test(name);
}
