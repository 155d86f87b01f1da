// Fills the placeholders of wordings with plausible values and asks the catalogue for the result.
import type { Catalogue } from '../../src/wordings/catalogue.ts';
import type { ServerWordings, Wording } from '../../src/wordings/wording.ts';

const VALUES: Readonly<Record<string, readonly string[]>> = {
  text: ['example', 'some words here', '12'],
  path: ['/pub/report 2.csv', 'a.txt', '/srv/ftp/données'],
  user: ['alice', 'svc-edi'],
  error: ['Input/output error', 'Permission denied'],
  address: ['192.0.2.7', 'ftp.example.net', '2001:db8::7'],
  port: ['50021'],
  number: ['3', '205775'],
  size: ['1048576', '12.5 kB'],
  time: ['20260114093000', '11:28'],
  command: ['STOR', 'MLSD'],
  hostport: ['192,0,2,7,195,80'],
};

/** A wording with its placeholders filled in; `turn` chooses among the values. */
export function fill(text: string, turn: number): string {
  let count = turn;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const values = VALUES[name];
    count += 1;
    return values ? (values[count % values.length] as string) : whole;
  });
}

export interface Outcome {
  readonly server: ServerWordings;
  readonly wording: Wording;
  readonly filled: string;
  /** Its own condition came first, the server being known. */
  readonly known: boolean;
  /** Its own condition came first or stands among those listed, the server being unknown. */
  readonly unknown: boolean;
}

/** Asks for every negative wording, with and without its server being known. */
export function askForAll(catalogue: Catalogue, turn = 0): Outcome[] {
  return catalogue.servers.flatMap((server) =>
    server.replies
      .filter(({ code }) => code >= 400)
      .map((wording) => {
        const filled = fill(wording.text, turn);
        const command = wording.commands?.[0];
        const ask = (known: boolean) =>
          catalogue.match(wording.code, filled, { ...(command && { command }), ...(known && { server: server.server }) });
        const same = (other: Wording) => other === wording || other.when === wording.when;
        const first = ask(true)[0];
        const listed = ask(false);
        const top = listed[0]?.weight;
        return {
          server,
          wording,
          filled,
          known: first !== undefined && first.server === server && same(first.wording),
          unknown: listed.filter(({ weight }) => weight === top).some((match) => match.server === server && same(match.wording)),
        };
      }),
  );
}
