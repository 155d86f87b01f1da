// Made by scripts/list-formats.mjs from the files of this folder: do not edit.
import type { LogFormat } from '../format.ts';
import { generic } from './generic.ts';
import { lftp } from './lftp.ts';
import { vsftpdProtocol } from './vsftpd-protocol.ts';

/** Every log format that ftpcode reads. */
export const formats: readonly LogFormat[] = [
  generic,
  lftp,
  vsftpdProtocol,
];
