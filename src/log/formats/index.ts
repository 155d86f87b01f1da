// Made by scripts/list-formats.mjs from the files of this folder: do not edit.
import type { LogFormat } from '../format.ts';
import { arrows } from './arrows.ts';
import { basicFtp } from './basic-ftp.ts';
import { curlError } from './curl-error.ts';
import { curlTrace } from './curl-trace.ts';
import { ftplib } from './ftplib.ts';
import { generic } from './generic.ts';
import { jsftp } from './jsftp.ts';
import { lftp } from './lftp.ts';
import { ncftp } from './ncftp.ts';
import { nodeError } from './node-error.ts';
import { nodeFtp } from './node-ftp.ts';
import { vsftpdProtocol } from './vsftpd-protocol.ts';
import { yafc } from './yafc.ts';

/** Every log format that ftpcode reads. */
export const formats: readonly LogFormat[] = [
  arrows,
  basicFtp,
  curlError,
  curlTrace,
  ftplib,
  generic,
  jsftp,
  lftp,
  ncftp,
  nodeError,
  nodeFtp,
  vsftpdProtocol,
  yafc,
];
