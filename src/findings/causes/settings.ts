// The server cannot work as it is set up, or where it runs: its configuration, its sandbox.
import { anyOf } from '../../any-of.ts';
import { type Cause, said, weigh } from '../cause.ts';

/** What vsftpd calls to keep a few rights of root after the login (sysdeputil.c). */
const CAPABILITIES = /OOPS: (?:capset|cap_set_proc|prctl)\W*$|unable to switch capabilities/i;

const sandboxUnsupported: Cause = {
  id: 'sandbox-unsupported',
  severity: 'error',
  words:
    /unable to switch capabilities|priv_sock_get_(?:cmd|result|int)|PR_SET_SECCOMP|NO_NEW_PRIVS|\bsandbox(?!: \S{1,60}\(\d)|seccomp|OOPS: child died|isolate_network|\bunshare\b|OOPS: (?:cannot )?clone|OOPS: (?:capset|cap_set_proc|prctl)\b/i,
  // That the other process is gone has other reasons, too.
  look: ({ kind, text }) => (kind === 'reply' && /OOPS: priv_sock_get_\w+\W*$/.test(text) ? weigh(80, [], ['server-bug']) : undefined),
  title: ({ text }) =>
    CAPABILITIES.test(text)
      ? 'The kernel or the container refuses the capabilities to which the server wants to reduce itself, so it ends.'
      : `The sandbox of vsftpd does not work on this kernel or in this container (${/PR_SET_SECCOMP|priv_sock_get_\w+|child died|seccomp|clone|unshare/i.exec(text)?.[0] ?? 'seccomp'}), so its process is killed.`,
  client: 'Nothing; it is no fault of the client.',
  admin: ({ text }) =>
    CAPABILITIES.test(text)
      ? {
          other:
            'Give the container CAP_NET_BIND_SERVICE and CAP_CHOWN (an old kernel: load its capability module), or set connect_from_port_20=NO and chown_uploads=NO, which are what they are for.',
        }
      : { other: 'Set seccomp_sandbox=NO (in containers and WSL also isolate_network=NO), or update vsftpd to 3.0.5 and the kernel.' },
  samples: {
    finds: ['500 OOPS: prctl PR_SET_SECCOMP failed', '500 OOPS: priv_sock_get_cmd', '500 OOPS: cap_set_proc'],
    spares: ['500 OOPS: vsftpd: refusing to run with writable root inside chroot()', '226 Directory send OK.'],
  },
};

const serverConfigError: Cause = {
  id: 'server-config-error',
  severity: 'error',
  iis: { substatus: { 17: 88, 18: 88, 46: 88, 54: 88 } },
  words: anyOf`
      unrecogni[sz]ed variable
      bad bool value
      bad value in config
      missing value in config
      config file (?:not|is not)
      cannot (?:read|open) (?:config|(?:chroot\(\) )?user list|chroot list|email|banner)
      failed to open (?:xferlog|vsftpd|log)[^\n]{0,20}
      unknown configuration directive
      fatal: [^\n]{0,200}(?:directive|configuration|on line|error loading module)
      cannot start (?:neither )?in standalone
      (?:syntax )?error[^\n]{0,30}(?:in|reading) (?:the )?config
      invalid (?:site )?configuration
      could not bind listening
      unable to get connection info
      \(\d[\d.]{6,14}:\d{1,5}\) already bound to
      unable to start a standalone server
      error in '[^'\n]{1,80}' file: line \d
      no tcp wrapper support compiled in
      could not start (?:the )?ftp (?:server|service)
      ftpd?\b[^\n]{0,60}failed to start\b
      failed binding to [^\n]{1,80}port \d
      cannot locate user (?:entry|specified)
      run_as_user
      \b(?:protocol|method|mechanism)s?\b[^\n]{0,20}(?:denied|refused|rejected|disabled|not allowed) by [^\n]{0,20}config
      /etc/\S{0,20}ftp[^\s:]{0,120}: (?:\w{3,10}: )?(?:permission denied|access denied|cannot|unable|no such|is a directory)
      not found: directory given in 'secure_chroot_dir'
      both local and anonymous access disabled
      unable to find the '\w{1,20}' account
      on line \d{1,6} of '/[^'\n]{1,200}'
      fatal: socket operation on non-socket
      unable to determine IP address of
      no valid servers configured
      error reading [A-Z][a-z]{2,20}[A-Z]\w{2,40} file '
      \bpure-ftpd\b[^\n]{0,300} (?:-p|--passiveportrange[= ]) ?\d{1,5}-\d
    `,
  title: (moment) => `The server cannot work with its own configuration: "${said(moment)}".`,
  client: 'Nothing; the server has to be mended.',
  admin: {
    vsftpd:
      'Mend the line, file or right that the message names in vsftpd.conf (no blanks around "=", files owned by root and readable), then restart.',
    proftpd: 'proftpd -t names the line; mend it and restart.',
    other: 'Mend the line, file or right that the message names, then restart.',
  },
  samples: {
    finds: [
      'proftpd[7] host: Failed binding to ::, port 21: Address already in use',
      'Unable to start a standalone server: Address already in use',
      '500 OOPS: unrecognised variable in config file: allow_writable_root',
      '500 OOPS: failed to open xferlog log file:/var/log/ftp/x.log',
      'run-vsftpd.sh: line 24: /etc/vsftpd/users.txt: Permission denied',
    ],
    spares: ['500 OOPS: cannot change directory:/srv/ftp/ann', '220 ready'],
  },
};

export const causes: readonly Cause[] = [sandboxUnsupported, serverConfigError];
