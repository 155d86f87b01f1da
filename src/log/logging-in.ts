// Logins whose password has been sent and not been answered, by client. vsftpd answers a right password from another process than
// the one that asked for it, so that the session goes on under another name in its log: only the client tells that it is the same.

/** Who waits for the answer to a password; `Session` is what the user of this keeps of a session. */
export class LoggingIn<Session> {
  readonly #byClient = new Map<string, Session>();
  readonly #most: number;

  /** @param most clients that are remembered; all are forgotten where more would be needed */
  constructor(most: number) {
    this.#most = most;
  }

  /** A password was sent. */
  asked(client: string, session: Session): void {
    if (this.#byClient.size > this.#most) this.#byClient.clear();
    this.#byClient.set(client, session);
  }

  /** The session whose password a 230 to this client answers, if it still waits for that; it is told once. */
  answered(client: string, waits: (session: Session) => boolean): Session | undefined {
    const session = this.#byClient.get(client);
    if (!session || !waits(session)) return undefined;
    this.#byClient.delete(client);
    return session;
  }

  clear(): void {
    this.#byClient.clear();
  }
}
