// Long lists of wordings, one on a line.

/**
 * An expression that fits where one of the lines does, in upper or lower case. Blanks around a line do not count: one that
 * does is written `\x20`.
 */
export function anyOf({ raw }: TemplateStringsArray): RegExp {
  const lines = (raw[0] ?? '').split('\n').map((line) => line.trim());
  return new RegExp(lines.filter((line) => line !== '').join('|'), 'i');
}
