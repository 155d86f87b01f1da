/** Reading failed half-way. The message is one sentence for the user. */
export class SourceError extends Error {}
