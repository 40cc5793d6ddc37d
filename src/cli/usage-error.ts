/** The command line cannot be understood: exit code 2. Not an expected failure of the engine, so not in its closed list. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}
