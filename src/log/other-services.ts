// Programs that are no FTP server or client and speak as one does: with codes of three digits, or of logins that fail.

/** Mail, shell, web, telephony and database programs: a line that names one is that program's, wherever the name stands. */
const NAMED = [
  'e?smtp[ds]?',
  'imap[ds]?',
  'pop3[ds]?',
  'sshd',
  'postfix',
  'dovecot',
  String.raw`exim\d?`,
  'sendmail',
  'qmail',
  'sip',
  String.raw`sofia\w*`,
  'nginx',
  'apache2',
  'httpd',
  'freeswitch',
  'asterisk',
  'kerio',
  'mta',
  'sasl',
  'redis',
  'kafka',
  'rabbitmq',
  'elasticsearch',
  'memcached',
  'mongo(?:db)?',
] as const;

/** Names that are words of other meanings too, or begin others: they tell only where syslog names the program. */
const TAGGED = [
  'sm-mta',
  'named',
  'bind',
  'kernel',
  'cron',
  'sudo',
  'su$',
  'apache',
  'haproxy',
  'squid',
  'spamd',
  'amavis',
  'cyrus',
  'dhcpd',
  'opendkim',
  'opensmtpd',
  'sftp-server',
  'courier',
  'ipop3',
  'kamailio',
  'opensips',
  'innd',
  'nnrpd',
  'varnish',
  'traefik',
  'caddy',
  'lighttpd',
] as const;

/** Matches text in which such a program is named. */
export const OTHER_SERVICE: RegExp = new RegExp(String.raw`\b(?:${NAMED.join('|')})\b`, 'i');

const OTHER_TAG = new RegExp(`^(?:${[...NAMED, ...TAGGED].join('|')})`, 'i');

/** sshd has got a command of FTP where a client of SSH says who it is. */
export const MET_BY_SSH: RegExp = /Bad protocol version identification '(?:USER|PASS|AUTH|FEAT|SYST|OPTS|CLNT|HOST|QUIT)\b/;

/** Whether what syslog names as a line's program is one of them. */
export function isOtherService(program: string): boolean {
  return OTHER_TAG.test(program);
}
