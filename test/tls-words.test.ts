import { describe, expect, it } from 'vitest';
import { isNoName, miswritten } from '../src/findings/credentials.ts';
import { type TlsTrouble, tlsTrouble } from '../src/findings/tls-words.ts';
import { quotedReply } from '../src/findings/quoted-reply.ts';

// The same trouble in the words of many libraries; and words about TLS that tell of none.
const TROUBLES: readonly (readonly [TlsTrouble | undefined, readonly string[]])[] = [
  [
    'not-resumed',
    [
      'the data channel must resume the TLS session of the control channel',
      'SSL session was not reused on the data connection, refusing it',
      'Die TLS-Sitzung der Datenverbindung wurde nicht fortgesetzt',
      'failed to retrieve the existing SSL session',
    ],
  ],
  [
    'untrusted',
    [
      'SSL routines::certificate verify failed',
      'PKIX path building failed: unable to find valid certification path to requested target',
      'x509: certificate has expired or is not yet valid',
      'invalid peer certificate: UnknownIssuer',
      'SEC_E_UNTRUSTED_ROOT (0x80090325)',
      'Das Remotezertifikat ist laut Validierungsverfahren ungültig.',
      'Le certificat distant n’est pas valide',
      "Hostname/IP does not match certificate's altnames",
    ],
  ],
  [
    'no-certificate',
    [
      'could not load server certificate: open /etc/tls/a.pem: no such file or directory',
      'TLS: private key does not match certificate',
      'no certificate configured',
      'The server mode SSL must use a certificate with the associated private key.',
    ],
  ],
  [
    'not-tls',
    [
      'SSL routines::wrong version number',
      'first record does not look like a TLS handshake',
      'Unsupported or unrecognized SSL message',
      'The handshake failed due to an unexpected packet format.',
      'received corrupt message of type InvalidContentType',
    ],
  ],
  [
    'nothing-common',
    [
      'ssl3_get_client_hello:wrong version number',
      'Received fatal alert: protocol_version',
      'they do not possess a common algorithm',
      'SSL_ERROR_NO_CYPHER_OVERLAP',
      'tls: no supported versions satisfy MinVersion and MaxVersion',
      'SSL routines::dh key too small',
      'The Diffie-Hellman prime sent by the server is not acceptable (not long enough).',
    ],
  ],
  [
    'unclean-end',
    [
      'The TLS connection was non-properly terminated.',
      'SSL_read on shutdown: Success',
      'closing inbound before receiving peer’s close_notify',
      'peer closed connection without sending TLS close_notify',
      'EOF occurred in violation of protocol',
    ],
  ],
  [
    'cut-off',
    [
      'Remote host closed connection during handshake',
      'Client network socket disconnected before secure TLS connection was established',
      'Could not create SSL/TLS secure channel.',
      'SSL_connect: SSL_ERROR_SYSCALL',
    ],
  ],
  [
    undefined,
    [
      'Verifying certificate...',
      'SSL certificate verify ok.',
      'SSL certificate verify result: self signed certificate (18), continuing anyway.',
      'TLSv1.2 (OUT), TLS alert, close notify (256):',
      'SSL re-using session ID',
      'SSL version: TLSv1.2, SSL cipher: ECDHE-RSA-AES256-GCM-SHA384, not reused, no cert',
      'TLS connection established.',
      'Control connection terminated without SSL shutdown.',
      'a.txt uploaded',
    ],
  ],
];

describe('words of TLS libraries', () => {
  for (const [trouble, texts] of TROUBLES)
    for (const text of texts) it(`${trouble ?? 'no trouble'}: ${text}`, () => expect(tlsTrouble(text)).toBe(trouble));

  it('are read with the frames that belong to them', () => {
    expect(tlsTrouble('OSError: [Errno 0] Error', 'in storbinary\n    conn.unwrap()')).toBe('unclean-end');
  });
});

describe('a refusal within other words', () => {
  const cases: readonly (readonly [string, ReturnType<typeof quotedReply>])[] = [
    ["Waiting for ('220',) but got 550 [' Not from your address']", { code: 550, text: 'Not from your address', verb: '' }],
    ['upload: STOR failed with 553 no room for that', { code: 553, text: 'no room for that', verb: 'STOR' }],
    ['{"code": 530, "message": "no such account"}', { code: 530, text: 'no such account', verb: '' }],
    ['retry in 530 ms', undefined],
    ['550 files sent', undefined],
    ['it has 550 of 1200 parts', undefined],
    ['mail: 550 5.1.1 no such user', undefined],
    ['error 503 Service Unavailable', undefined],
  ];
  for (const [line, quoted] of cases) it(line, () => expect(quotedReply(line)).toEqual(quoted));
});

describe('names and passwords that cannot arrive', () => {
  const addresses: readonly (readonly [string, 'name' | 'password' | undefined])[] = [
    ['ftp://ann@shop.example:pw@ftp.shop.example/', 'name'],
    ['ftp://ann:p@w@ftp.shop.example/', 'password'],
    ['ftp://ann:p#w@ftp.shop.example/in', 'password'],
    ['lftp -u ann,p,w ftp.shop.example', 'password'],
    ['ftp://ann:pw@ftp.shop.example/a@b.txt', undefined],
    ['ftp://ann%40shop.example:p%23w@ftp.shop.example/', undefined],
    ['ftp://ftp.shop.example/', undefined],
  ];
  for (const [line, part] of addresses) it(line, () => expect(miswritten(line)).toBe(part));

  it('tells a name from what is none', () => {
    for (const name of ['ann', 'ann@shop.example', 'SHOP\\ann', 'host|ann', 'ann.lee-2']) expect(isNoName(name), name).toBe(false);
    for (const name of ['ann%40shop', '"ann"', '$(id)', '{{user}}', 'undefined', 'root:x:0:0', 'USER ann', 'ann\r', 'ann@'])
      expect(isNoName(name), name).toBe(true);
  });
});
