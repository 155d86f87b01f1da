// The library: the code table, the explanation of one reply, the events and findings of a log.
export type { LogSummary, SourceSummary } from './analysis.ts';
export type { CodeEntry, Retry, Source, Status } from './codes/code.ts';
export { type Category, categoryOf, functionGroup, isNegative, replyClass } from './codes/digits.ts';
export { CodeTable } from './codes/table.ts';
export type { Confidence, WordingExplanation } from './explain/explain.ts';
export type { CauseId } from './explain/cause-ids.ts';
export type { Evidence, Finding } from './findings/finding.ts';
export { codes, explainLog, explainReply, type LogOptions, type LogRecord, lookup } from './library.ts';
export type { EventName } from './log/format.ts';
export type { LookupContext } from './lookup.ts';
export type { CodeRecord, EntryRecord, NamedSource } from './render/code-json.ts';
export type { EventRecord, ReplyRecord, SummaryRecord } from './render/event-json.ts';
export type { Carried } from './reply/carried.ts';
export type { Counts } from './tally.ts';
