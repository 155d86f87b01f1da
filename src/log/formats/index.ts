// Made by scripts/list-formats.mjs from the files of this folder: do not edit.
import type { LogFormat } from '../format.ts';
import { arrows } from './arrows.ts';
import { basicFtp } from './basic-ftp.ts';
import { curlError } from './curl-error.ts';
import { curlTrace } from './curl-trace.ts';
import { cuteFtp } from './cuteftp.ts';
import { dotnetError } from './dotnet-error.ts';
import { dotnetTrace } from './dotnet-trace.ts';
import { esp32Ftp } from './esp32-ftp.ts';
import { filezilla } from './filezilla.ts';
import { flashFxp } from './flashfxp.ts';
import { fluentFtp } from './fluentftp.ts';
import { forklift } from './forklift.ts';
import { ftpProgram } from './ftp-program.ts';
import { ftpimp } from './ftpimp.ts';
import { ftplib } from './ftplib.ts';
import { generic } from './generic.ts';
import { jsftp } from './jsftp.ts';
import { lftp } from './lftp.ts';
import { ncftp } from './ncftp.ts';
import { netFtpPerl } from './net-ftp-perl.ts';
import { netFtpRuby } from './net-ftp-ruby.ts';
import { nmapFtpAnon } from './nmap.ts';
import { nodeError } from './node-error.ts';
import { nodeFtp } from './node-ftp.ts';
import { rclone } from './rclone.ts';
import { vsftpdProtocol } from './vsftpd-protocol.ts';
import { wget } from './wget.ts';
import { winscp } from './winscp.ts';
import { yafc } from './yafc.ts';

/** Every log format that ftpcode reads. */
export const formats: readonly LogFormat[] = [
  arrows,
  basicFtp,
  curlError,
  curlTrace,
  cuteFtp,
  dotnetError,
  dotnetTrace,
  esp32Ftp,
  filezilla,
  flashFxp,
  fluentFtp,
  forklift,
  ftpProgram,
  ftpimp,
  ftplib,
  generic,
  jsftp,
  lftp,
  ncftp,
  netFtpPerl,
  netFtpRuby,
  nmapFtpAnon,
  nodeError,
  nodeFtp,
  rclone,
  vsftpdProtocol,
  wget,
  winscp,
  yafc,
];
