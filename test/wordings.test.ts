// Laws of the servers' wordings, and the measure: each one, filled with plausible values, must be answered with its own condition.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { explainer } from '../src/data.ts';
import { CAUSE_IDS } from '../src/explain/cause-ids.ts';
import { Pattern, placeholderNames } from '../src/wordings/pattern.ts';
import { askForAll, fill } from './helpers/wordings.ts';

const { catalogue } = explainer();

describe.each(catalogue.servers.map((server) => [server.server, server] as const))('%s', (id, server) => {
  test('is documented and sourced', () => {
    expect(server.documentation).toMatch(/^https:\/\//);
    expect(server.source).toMatch(/^https?:\/\//);
    expect(server.replies.length).toBeGreaterThan(0);
  });

  test('every reply keeps the laws', () => {
    for (const { code, text, when, client, admin, cause, source, surprise } of server.replies) {
      const at = `${id} ${code} ${text}`;
      expect(Number.isInteger(code) && code >= 100 && code <= 699, at).toBe(true);
      expect(when.trim(), at).not.toBe('');
      expect(source, at).toMatch(/\S/);
      if (cause) expect(CAUSE_IDS, at).toContain(cause);
      if (code >= 400 && code <= 599) expect(client ?? admin, at).toMatch(/\S/);
      if (surprise) expect(code, at).toBeLessThan(400);
      for (const [, name] of text.matchAll(/\{([a-z]+)\}/g)) expect(placeholderNames(), at).toContain(name);
    }
  });

  test('is sorted by code', () => {
    const codes = server.replies.map(({ code }) => code);
    expect(codes).toEqual([...codes].sort((a, b) => a - b));
  });
});

describe('the measure', () => {
  const percent = (part: number, whole: number) => (100 * part) / whole;
  test.each([0, 1, 2])('each negative wording comes back with its own condition (values %i)', (turn) => {
    const outcomes = askForAll(catalogue, turn);
    expect(percent(outcomes.filter(({ known }) => known).length, outcomes.length)).toBeGreaterThanOrEqual(99);
    expect(percent(outcomes.filter(({ unknown }) => unknown).length, outcomes.length)).toBeGreaterThanOrEqual(90);
  });

  test('no wording answers for another code', () => {
    for (const server of catalogue.servers) {
      for (const { code, text } of server.replies) {
        for (const match of catalogue.match(code, fill(text, 0))) expect(match.wording.code).toBe(code);
      }
    }
  });

  test('a banner gives away its own server only', () => {
    for (const server of catalogue.servers)
      for (const banner of server.banners) expect(catalogue.serverOfBanner(`${fill(banner, 0)} ready`)?.server, banner).toBe(server.server);
  });
});

describe.skipIf(!existsSync(new URL('../../shared/reference/server-replies.tsv', import.meta.url)))('against the checked facts', () => {
  test('every negative reply of the survey has an answer of its own', () => {
    const rows = readFileSync(new URL('../../shared/reference/server-replies.tsv', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1);
    const unanswered = rows.filter((row) => {
      const [, code, template = ''] = row.split('\t');
      if (!/^[45]\d\d$/.test(code ?? '')) return false;
      const text = template
        .replace(/\\r|\\n/g, '\n')
        .replace(/%lld|%lu|%\d*d|%u|%i/g, '12')
        .replace(/%\w+|\{[^}]*\}/g, 'value')
        .trim();
      return catalogue.match(Number(code), text, {}).length === 0 && new Pattern(template.replace(/%\w+|\{[^}]*\}/g, '{text}')).weight >= 5;
    });
    expect(unanswered.length / rows.length, unanswered.slice(0, 20).join('\n')).toBeLessThan(0.01);
  });
});

describe('what people ask about most', () => {
  const cases: [string, number, string, object, string][] = [
    ['vsftpd: a command is switched off', 550, 'Permission denied.', { server: 'vsftpd', command: 'STOR' }, 'write-disabled-by-config'],
    ['vsftpd: the user list', 530, 'Permission denied.', { server: 'vsftpd', command: 'USER' }, 'user-in-deny-list'],
    ['ProFTPD: TLS session reuse', 425, 'Unable to build data connection: Operation not permitted', {}, 'tls-session-reuse-required'],
    ['vsftpd: writable root', 500, 'OOPS: vsftpd: refusing to run with writable root inside chroot()', {}, 'chroot-writable-root'],
    [
      'vsftpd: session reuse',
      522,
      'SSL connection failed; session reuse required: see require_ssl_reuse option in vsftpd.conf man page',
      {},
      'tls-session-reuse-required',
    ],
    [
      'FileZilla Server: session reuse',
      425,
      'Unable to build data connection: TLS session of data connection not resumed.',
      {},
      'tls-session-reuse-required',
    ],
    ['Pure-FTPd: connections per address', 421, 'Too many connections (8) from this IP', {}, 'too-many-connections'],
    ['ProFTPD: TLS required', 550, 'SSL/TLS required on the control channel', {}, 'tls-required'],
    ['Pure-FTPd: foreign address in PORT', 500, "I won't open a connection to 192.0.2.1 (only to 192.0.2.2)", {}, 'port-bounce-refused'],
    ['vsftpd: the address of the data connection', 425, 'Security: Bad IP connecting.', {}, 'pasv-ip-mismatch'],
  ];
  test.each(cases)('%s', (_title, code, text, context, cause) => {
    expect(explainer().explain(code, text, context).causeId).toBe(cause);
  });
});
