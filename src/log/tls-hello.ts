// A client that begins with TLS at once, where the server waits for commands: what the log shows of its first message.

/** Type and version of the record, the first bytes of every ClientHello (RFC 8446 section 5.1), raw and as logs spell them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a TLS record
const RECORD = /^(?:\u0016\u0003|\\x16\\x03|\\026\\003|\\u0016\\u0003|\^V\^C|%16%03)/i;
/** What logs put in the place of bytes that are no text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: bytes of a TLS record
const NO_TEXT = /[?\ufffd\u0000-\u001f\u007f-\u009f]/g;
/** Characters looked at, and the least of them that tell anything. */
const LONGEST = 64;
const LEAST = 10;

/** Whether the bytes of a TLS record are shown. */
export const showsTlsRecord = (text: string): boolean => RECORD.test(text);

/** Whether what a log shows as a command are, or may be, the bytes of a TLS handshake. */
export function isTlsHello(text: string): boolean {
  if (RECORD.test(text)) return true;
  const head = text.slice(0, LONGEST);
  // Letters of another script may stand as question marks in a name; a name has an ending.
  return head.length >= LEAST && !/\.\w{1,5}$/.test(text) && (head.match(NO_TEXT)?.length ?? 0) * 2 >= head.length;
}

/** What is noted of it: the bytes themselves tell nobody anything. */
export const TLS_HELLO = 'TLS handshake in the place of a command';
