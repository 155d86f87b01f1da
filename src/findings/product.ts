// Which server product is it? Its banner, its log's own words and its reply texts give it away; settings are named after it.
import { formats } from '../log/formats/index.ts';

/** The server product whose settings a finding can name; `other` where it is known to be none of these. */
export type Product = KnownProduct | 'other';
type KnownProduct = 'vsftpd' | 'proftpd' | 'pure-ftpd' | 'filezilla-server' | 'iis' | 'pyftpdlib' | 'sftpgo';

const SIGNS: readonly (readonly [KnownProduct, RegExp])[] = [
  ['vsftpd', /vsftpd|500 OOPS|please specify the password|non-anonymous sessions must use|strict_ssl|require_ssl_reuse/i],
  ['proftpd', /proftpd|\bmod_(?:tls|auth|sftp|quotatab|ban|wrap|sql|ls|xfer|cap)\b/i],
  ['pure-ftpd', /pure-?ftpd|OK\. Current (?:restricted )?directory is|I won't open a connection to|puredb|You are user number \d/i],
  ['filezilla-server', /filezilla (?:pro enterprise )?server|sourceforge\.net\/projects\/filezilla|written by Tim Kosse/i],
  ['iis', /microsoft ftp service|FTPSVC|\b\w+\.azurewebsites\.|Win32 error:|User cannot log in|Policy requires SSL/i],
  ['pyftpdlib', /pyftpdlib/i],
  ['sftpgo', /sftpgo/i],
];

/** The product that a text names, if any. */
export function productOf(text: string): KnownProduct | undefined {
  const head = text.slice(0, 300);
  return SIGNS.find(([, sign]) => sign.test(head))?.[0];
}

/** A greeting that names a program of its own: `zFTPServer`, `bftpd`; no host, and no mere "FTP server". */
const NAMES_ITSELF = /\b(?=\w*ftp)(?!s?ftps?\b)[\w-]{4,40}\b(?!\.\w)|\bFRITZ!Box\b|\bESP\d{2,4}\b|\bz\/OS\b/i;

/** Who greets: one of the known products, another one, or nobody knows. */
export const greeterOf = (text: string): Product | undefined =>
  productOf(text) ?? (NAMES_ITSELF.test(text.slice(0, 300)) ? 'other' : undefined);

const NAMES: Readonly<Record<KnownProduct, string>> = {
  vsftpd: 'vsftpd',
  proftpd: 'ProFTPD',
  'pure-ftpd': 'Pure-FTPd',
  'filezilla-server': 'FileZilla Server',
  iis: 'IIS',
  pyftpdlib: 'pyftpdlib',
  sftpgo: 'SFTPGo',
};

const PRODUCTS = Object.keys(NAMES) as KnownProduct[];

/** The product that a server of wordings/ is. SFTPGo speaks through ftpserverlib. */
export const productOfServer = (server: string): Product =>
  server === 'ftpserverlib' ? 'sftpgo' : (PRODUCTS.find((one) => server === one || server.startsWith(`${one}-`)) ?? 'other');

/** The product whose log is of a format: by the server that it is known for, or by its own name. */
const OF_FORMATS: ReadonlyMap<string, Product> = new Map(
  formats.flatMap(({ name, server }) => {
    const product = server === undefined ? PRODUCTS.find((one) => name.startsWith(one)) : productOfServer(server);
    return product ? [[name, product] as const] : [];
  }),
);

/** The product whose log is of this format; undefined where the format is not one server's. */
export const productOfFormat = (name: string): Product | undefined => OF_FORMATS.get(name);

/** What an administrator does, per product; `other` where the product is not known or not listed. */
export type Advice = Readonly<Partial<Record<KnownProduct, string>> & { other: string }>;

/** The advice for a product; for an unknown one the general advice and, in brackets, no more than three settings. */
export function adviceFor(advice: Advice, product: Product | undefined): string {
  if (product && product !== 'other' && advice[product]) return advice[product];
  const known = PRODUCTS.filter((one) => advice[one]).slice(0, 3);
  if (product || known.length === 0) return advice.other;
  return `${advice.other} (${known.map((one) => `${NAMES[one]}: ${(advice[one] as string).replace(/\.$/, '')}`).join('; ')}.)`;
}

const isNothing = (advice: string | undefined): boolean => advice === undefined || /^Nothing(?:$|[;.:])/.test(advice);

/** What is to be done on both sides, in one text. */
export function fixOf(client: string | undefined, admin: string | undefined, product: Product | undefined): string {
  if (admin === undefined || isNothing(admin)) return client ?? '';
  const server = product && product !== 'other' ? `On the server (${NAMES[product]})` : 'On the server';
  return isNothing(client) ? `${server}: ${admin}` : `${server}: ${admin} In the client: ${client}`;
}
