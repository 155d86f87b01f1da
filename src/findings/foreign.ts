// Lines of other services: mail, shell, web and telephony servers word their refusals as FTP servers do.
const FOREIGN =
  /\b(?:e?smtp[ds]?|imap[ds]?|pop3[ds]?|sshd|postfix|dovecot|exim\d?|sendmail|qmail|sip|sofia\w*|nginx|apache2|httpd|freeswitch|asterisk|kerio|mta|sasl)\b|"(?:GET|POST|HEAD|PUT) |client login failed:|^\S{1,40} \S{1,20} \[(?:crit|error|alert|emerg|warn)\] \d{1,9}#\d{1,9}: /i;

/** The banner of an SSH server, which an FTP client shows when it has met one. */
const BANNER = /\bSSH-[12]\.\d/;

/** Whether a line without a code comes from another service. */
export const isForeign = (text: string): boolean => FOREIGN.test(text) && !BANNER.test(text);
