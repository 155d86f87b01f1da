// 227 names an address that the client cannot use.
import { anyOf } from '../../any-of.ts';
import { unreachable } from '../../reply/address.ts';
import { type Cause, type Moment, weigh } from '../cause.ts';
import { dataTrouble } from '../data-trouble.ts';

const NET = (address: string): string => (/^10\./.test(address) ? '10' : address.split('.').slice(0, 2).join('.'));
const UNREADABLE =
  /(?:could not|couldn't|can(?:no|')t|cannot|unable to|failed to) (?:parse|read|interpret|understand)[^\n]{0,40}(?:pasv|passive|227)|(?:malformed|invalid|weird|bad|unparsable|unknown)[^\n]{0,20}(?:pasv|passive|227)[^\n]{0,20}(?:reply|response|answer|format|mode)?/i;
/** FileZilla Server's own warning. */
const BEHIND_NAT = /appear to be behind a NAT router/i;
/** A client that does not believe the address, and mends it. */
const UNROUTABLE = anyOf`
    address should be the same as originating
    (?:pasv|passive|\b227\b)[^\n]{0,60}(?:un-?routable|non-?routable|bogus|incorrect|wrong|private|local|unreachable|illegal)[^\n]{0,20}(?:address|host|ip)?
    (?:un-?routable|non-?routable|bogus|incorrect|wrong)[^\n]{0,20}(?:pasv|passive|data|ip)?[^\n]{0,12}address
    (?:pasv|passive)[^\n]{0,20}address[^\n]{0,30}(?:mismatch|ignored|replaced|fixed|overridden)
  `;
const IN_WORDS = anyOf`
    (?:passive|data)[^\n]{0,80}(?:ETIMEDOUT|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|host and port|timed? ?out|refused)[^\n]{0,20}?(\d{1,3}(?:\.\d{1,3}){3}):\d{2,5}
    connect to (\d{1,3}(?:\.\d{1,3}){3}) port [1-6]\d{4}\b
    (?<![\d.])(\d{1,3}(?:\.\d{1,3}){3}) (?:порт|puerto|porta|poort|端口|连接埠|ポート|포트) [1-6]\d{4}\b
    \bdial tcp (\d{1,3}(?:\.\d{1,3}){3}):\d{4,5}:\x20
  `;
const DIALS = /\bdial tcp /i;
/** The reply itself within an error. */
const IN_ERROR = /(?:error|exception|fail|错误|失败|エラー)[^\n]{0,120}\b227\b[^\n\d]{0,60}((?:\d{1,3},){4})\d{1,3},\d{1,3}(?!\d)/i;
/** The address of a data connection that a client's own words tell. */
const told = (text: string): string | undefined => IN_WORDS.exec(text)?.slice(1).find(Boolean);

/** Brackets with something in them: an address that somebody has hidden, or a name. */
const HIDDEN = /\([^)]{2,}/;

/** How sure it is that the announced address is one this client cannot use. */
function weightOf(moment: Moment): number {
  const { session } = moment;
  const { data, peer } = session;
  if (data?.unreadable !== undefined) return 88;
  const address = data?.address ?? told(moment.text);
  if (!address || data?.mode === 'PORT' || data?.mode === 'EPRT') return 0;
  // The words name an address, and no reply of the server does.
  if (!data && DIALS.test(moment.text)) return unreachable(address) && !address.startsWith('127.') ? 62 : 0;
  if (address === '0.0.0.0') return 92;
  if (peer && peer.address === address) return 0;
  const why = data?.unreachable ?? unreachable(address);
  // Whoever hides the last numbers of the server's address still shows its network.
  const masked = session.findWords(/connect(?:ed|ing)? to [^\n]{0,80}?(?<![\d.])(\d{1,3}\.\d{1,3}(?:\.\d{1,3})?)\.[xX*]{1,3}/i)?.[1];
  if (masked && address.startsWith(`${masked}.`)) return 0;
  const other = peer?.address ?? (session.client && /^[\d.]+$/.test(session.client) ? session.client : undefined);
  // Also from inside a private network, to which few routers give its public address back.
  if (!why) return peer && peer.address !== '127.0.0.1' ? 82 : 0;
  // Where nobody is, nobody refuses: but for its own loopback, what answers so is an address that this client can reach.
  const refused = dataTrouble(moment)?.how === 'refused' || session.wordsSay(/\bECONNREFUSED\b|connection refused/i);
  if (other === undefined) return refused && !address.startsWith('127.') ? 78 : 86;
  if (address.startsWith('127.')) return other.startsWith('127.') ? 0 : 92;
  // Both in private networks: the same network can reach each other, another one mostly cannot.
  if (unreachable(other)) return NET(other) === NET(address) ? 0 : 84;
  return 92;
}

const passiveNatPrivateAddress: Cause = {
  id: 'passive-nat-private-address',
  severity: 'error',
  look(moment) {
    const { session, text } = moment;
    // Without a 227 nothing is known of the address, whatever the failure's words are.
    const announced = session.data?.mode === 'PASV' || /\b227\b/.test(text);
    if (session.data?.ipv6) return weigh(0);
    if (moment.kind === 'words' && /\bEPSV\b/.test(text)) return weigh(0);
    if (moment.kind === 'words' && UNREADABLE.test(text))
      // Where the six numbers are there, it is the form around them that the client stumbles over.
      return announced &&
        session.data?.mode === 'PASV' &&
        !session.data.broken &&
        !session.data.address &&
        HIDDEN.test(session.data.at.text)
        ? weigh(80, [session.data?.at])
        : weigh(0);
    // The server itself says that it saw two addresses of the client: see pasv-ip-mismatch.
    if (/does not match control/i.test(text)) return weigh(0);
    if (moment.hint === 'passive-nat-private-address' && !announced && moment.kind === 'reply') return weigh(0);
    if (BEHIND_NAT.test(text)) return weigh(78);
    if (moment.kind === 'words' && UNROUTABLE.test(text) && !/certificate|EPSV/i.test(text))
      return weigh(session.data?.unreachable && /un-?routable|mismatch/i.test(text) ? 90 : 78, [session.data?.at]);
    const shown = moment.kind === 'words' && !session.data ? IN_ERROR.exec(text)?.[1] : undefined;
    if (shown && unreachable(shown.slice(0, -1).replaceAll(',', '.'))) return weigh(74, [], ['passive-ports-blocked']);
    // It stumbles over the form, whatever the address is.
    if (moment.kind === 'words' && /could not parse passive|parse[^\n]{0,20}\b227\b/i.test(text)) return weigh(50);
    const trouble = dataTrouble(moment);
    if (!trouble) return undefined;
    const weight = weightOf(moment);
    // Where the log merely ends, the address may still have been mended by the client.
    return weight > 0
      ? weigh(trouble.silent ? weight - 12 : weight, [session.data?.at], trouble.silent ? ['passive-ports-blocked'] : [])
      : undefined;
  },
  title({ session, text }) {
    const { data, peer } = session;
    if (BEHIND_NAT.test(text))
      return 'FileZilla Server finds itself behind NAT and has neither an address nor a range of ports set for passive mode.';
    if (data?.unreadable !== undefined)
      return `The 227 reply holds ${JSON.stringify(data.unreadable.slice(0, 80))} instead of six numbers, so the client does not know where to connect for data.`;
    const address = data?.address ?? told(text) ?? IN_ERROR.exec(text)?.[1]?.slice(0, -1).replaceAll(',', '.');
    if (!address) return 'The client cannot use the address in the 227 reply.';
    const port = data?.port === undefined ? '' : `, port ${data.port}`;
    const why = data?.unreachable ?? unreachable(address);
    if (why && !data)
      return `The client tried to connect for data to ${address}: ${why.replace(/:.*$/, '')}, which a client elsewhere cannot reach.`;
    if (why)
      return `The 227 reply tells the client to connect to ${address}${port}: ${why.replace(/:.*$/, '')}, which a client elsewhere cannot reach.`;
    return `The 227 reply names ${address}${port}, but the server was reached at ${peer?.address ?? 'another address'}; the data connection to it did not come up.`;
  },
  client:
    'Use EPSV, or let the client take the control connection\'s address instead of the one in 227 (curl --ftp-skip-pasv-ip, lftp ftp:fix-pasv-address, "use server\'s external address" in graphical clients).',
  admin: {
    vsftpd:
      'Set pasv_address to the public IPv4 address (with pasv_addr_resolve=YES for a name), and do not combine it with listen_ipv6=YES.',
    proftpd: 'Set MasqueradeAddress to the public address.',
    'pure-ftpd': 'Set ForcePassiveIP (-P) to the public address; in containers this is often PUBLICHOST.',
    'filezilla-server': 'Under passive mode settings enter the public IP address as the host to use in passive replies.',
    iis: 'Enter the external IP address of the firewall under FTP Firewall Support and restart the FTP service.',
    pyftpdlib: 'Set handler.masquerade_address to the public address.',
    sftpgo: 'Set force_passive_ip in the FTP binding to the public address.',
    other:
      'Have the server announce the IPv4 address at which its clients reach it (from outside the public one), as four plain numbers, in passive mode.',
  },
  samples: {
    finds: [
      'Status:\tConnecting to 192.168.7.20:21...\nResponse:\t230 in\nCommand:\tPASV\nResponse:\t227 Entering Passive Mode (198,51,100,7,195,82)\nCommand:\tMLSD\nError:\tConnection timed out after 20 seconds of inactivity',
      'dial tcp 172.17.10.24:1063: connect: operation timed out',
      'app.FtpException: code：227，msg：227 Entering Passive Mode (0,0,0,0,107,76）',
      'Command:\tPASV\nResponse:\t227 Entering Passive Mode (192,168,7,20,195,80).\nCommand:\tLIST\nError:\tConnection timed out',
      "Connecting to ftp.example.org|198.51.100.7|:21... connected.\n==> PASV ... \n\ncouldn't connect to 10.9.8.7 port 32086: Connection timed out",
      '---> PASV\n<--- 227 Entering Passive Mode (0,0,0,0,200,1).\n---> LIST\n<--- 425 Cannot open data connection.',
      'Cmd: PASV\n227 Entering Passive Mode (10,9,8,7,195,84).\nReplacing bogus passive address 10.9.8.7 by 198.51.100.7',
      '---> PASV\n<--- 227 Entering Passive Mode (ftp,host,example,org,4,1)\n---- Closing control socket',
    ],
    spares: [
      '---> PASV\n<--- 227 Entering Passive Mode (192,168,7,20,195,80).\n---> LIST\n<--- 150 Here it comes.\n<--- 226 Directory send OK.',
      '---- Connecting to nas (192.168.7.20) port 21\n<--- 220 ready\n---> PASV\n<--- 227 Entering Passive Mode (192,168,7,20,195,80).\n---> LIST\n<--- 425 Cannot open data connection.',
    ],
  },
};

export const causes: readonly Cause[] = [passiveNatPrivateAddress];
