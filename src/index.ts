// The library: the code table, the explanation of one reply, the events and findings of a log.
export type { CodeEntry, Retry, Source, Status } from './codes/code.ts';
export type { Category } from './codes/digits.ts';
export { categoryOf, functionGroup, isNegative, replyClass } from './codes/digits.ts';
export { CodeTable } from './codes/table.ts';
export type { Confidence, Explanation, WordingExplanation } from './explain/explain.ts';
export type { Finding } from './findings/finding.ts';
export type { CodelessEvent, LogEvent, ReplyEvent } from './log/event.ts';
export { codes, explainLog, explainReply, lookup } from './library.ts';
export type { LogSummary } from './analysis.ts';
export type { Answer } from './lookup.ts';
