// Where a session stands, as its directory changes tell: from an absolute path on, or from wherever it began.

/** The longest place that is kept. */
const LONGEST_PLACE = 1000;

/** Where a session stands after a directory change: steps up take steps down back. */
export function placeAfter(place: string, verb: string, argument: string): string {
  const path = verb === 'CDUP' ? '..' : argument;
  const steps = path.startsWith('/') ? [''] : place.split('/');
  for (const step of path.split('/'))
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..' && steps.at(-1) !== '') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  return steps.join('/').slice(-LONGEST_PLACE);
}
