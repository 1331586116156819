/** The configuration cannot be used. `problems` has one line each, in the order of the file; `message` has them all. */
export class ConfigError extends Error {
  constructor(readonly problems: string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
  }
}
