/** A reply in the shape of AddConfig, of the lists and of every error: Code and Message first, then the payload. */
export function ordinaryReply(code: number | string, message: string, payload = ""): string {
  return [
    '<?xml version="1.0"?>',
    '<Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">',
    `  <Code>${code}</Code>`,
    `  <Message>${message}</Message>`,
    ...(payload === "" ? [] : [payload]),
    "</Response>",
  ].join("\r\n");
}

/** A reply in the shape of GetConfig: the payload first. */
export function getConfigReply(config: string): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    "<Response>",
    `  ${config}`,
    "  <Code>200</Code>",
    "  <Message>Command successfully executed</Message>",
    "</Response>",
  ].join("\r\n");
}

/** The reply to a command that was carried out and has nothing to tell. */
export const okReply = ordinaryReply(200, "Command successfully executed");
