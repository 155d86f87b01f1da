// Made by src/build/list-formats.mjs from the files of this folder: do not edit.
import type { LogFormat } from '../format.ts';
import { arrows } from './arrows.ts';
import { basicFtp } from './basic-ftp.ts';
import { busybox } from './busybox.ts';
import { crushFtp } from './crushftp.ts';
import { curlError } from './curl-error.ts';
import { curlTrace } from './curl-trace.ts';
import { cuteFtp } from './cuteftp.ts';
import { dotnetError } from './dotnet-error.ts';
import { dotnetTrace } from './dotnet-trace.ts';
import { espFtpd } from './esp-ftpd.ts';
import { esp32Ftp } from './esp32-ftp.ts';
import { filezillaServer } from './filezilla-server.ts';
import { filezilla } from './filezilla.ts';
import { flashFxp } from './flashfxp.ts';
import { fluentFtp } from './fluentftp.ts';
import { forklift } from './forklift.ts';
import { ftpPam } from './ftp-pam.ts';
import { ftpProgram } from './ftp-program.ts';
import { ftpSrv } from './ftp-srv.ts';
import { ftpd } from './ftpd.ts';
import { ftpimp } from './ftpimp.ts';
import { ftplibError } from './ftplib-error.ts';
import { ftplib } from './ftplib.ts';
import { fubarDev } from './fubardev.ts';
import { generic } from './generic.ts';
import { goftp } from './goftp.ts';
import { iisComma } from './iis-comma.ts';
import { iis } from './iis.ts';
import { jsftp } from './jsftp.ts';
import { lftp } from './lftp.ts';
import { mina } from './mina.ts';
import { ncftp } from './ncftp.ts';
import { netFtpPerl } from './net-ftp-perl.ts';
import { netFtpRuby } from './net-ftp-ruby.ts';
import { nmapFtpAnon } from './nmap.ts';
import { nodeError } from './node-error.ts';
import { nodeFtp } from './node-ftp.ts';
import { nppFtp } from './nppftp.ts';
import { passwordGuesser } from './password-guesser.ts';
import { pftp } from './pftp.ts';
import { phpFtp } from './php-ftp.ts';
import { proftpdExtendedLog } from './proftpd-extendedlog.ts';
import { proftpdModules } from './proftpd-modules.ts';
import { proftpdTrace } from './proftpd-trace.ts';
import { proftpd } from './proftpd.ts';
import { pureFtpdTransfers } from './pure-ftpd-transfers.ts';
import { pureFtpd } from './pure-ftpd.ts';
import { pyftpdlibOld } from './pyftpdlib-old.ts';
import { pyftpdlib } from './pyftpdlib.ts';
import { rclone } from './rclone.ts';
import { servU } from './serv-u.ts';
import { sftpgo } from './sftpgo.ts';
import { smartFtp } from './smartftp.ts';
import { statusColumns } from './status-columns.ts';
import { suppaftp } from './suppaftp.ts';
import { suricata } from './suricata.ts';
import { tshark } from './tshark.ts';
import { ublox } from './ublox.ts';
import { utlFtp } from './utl-ftp.ts';
import { vsftpdProtocol } from './vsftpd-protocol.ts';
import { vsftpd } from './vsftpd.ts';
import { wget } from './wget.ts';
import { winscp } from './winscp.ts';
import { xferlog } from './xferlog.ts';
import { yafc } from './yafc.ts';
import { zeekFtp } from './zeek-ftp.ts';
import { zeekPrint } from './zeek-ftp.ts';
import { zeekJson } from './zeek-json.ts';

/** Every log format that ftpcode reads. */
export const formats: readonly LogFormat[] = [
  arrows,
  basicFtp,
  busybox,
  crushFtp,
  curlError,
  curlTrace,
  cuteFtp,
  dotnetError,
  dotnetTrace,
  espFtpd,
  esp32Ftp,
  filezillaServer,
  filezilla,
  flashFxp,
  fluentFtp,
  forklift,
  ftpPam,
  ftpProgram,
  ftpSrv,
  ftpd,
  ftpimp,
  ftplibError,
  ftplib,
  fubarDev,
  generic,
  goftp,
  iisComma,
  iis,
  jsftp,
  lftp,
  mina,
  ncftp,
  netFtpPerl,
  netFtpRuby,
  nmapFtpAnon,
  nodeError,
  nodeFtp,
  nppFtp,
  passwordGuesser,
  pftp,
  phpFtp,
  proftpdExtendedLog,
  proftpdModules,
  proftpdTrace,
  proftpd,
  pureFtpdTransfers,
  pureFtpd,
  pyftpdlibOld,
  pyftpdlib,
  rclone,
  servU,
  sftpgo,
  smartFtp,
  statusColumns,
  suppaftp,
  suricata,
  tshark,
  ublox,
  utlFtp,
  vsftpdProtocol,
  vsftpd,
  wget,
  winscp,
  xferlog,
  yafc,
  zeekFtp,
  zeekPrint,
  zeekJson,
];
