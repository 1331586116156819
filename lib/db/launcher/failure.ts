const known: [RegExp, string][] = [
  [/No space left on device/i, 'the disk is full'],
  [/Disk quota exceeded/i, 'the disk quota is used up'],
  [/Read-only file system/i, 'the file system is read-only'],
  [/could not bind|Address already in use/i, 'its port is taken'],
  [
    /database files are incompatible|not compatible with this version/i,
    'its files were written by another version of PostgreSQL',
  ],
  [/pre-existing shared memory block/i, 'processes of an earlier run still use its files'],
  [/could not (?:create|map|resize).*shared memory/i, 'the system gives it too little shared memory'],
  [
    /has (?:wrong|invalid) (?:ownership|permissions)|Permission denied/i,
    'it may not use its files (were they made by another user?)',
  ],
  [/could not look up effective user ID/i, 'the account it runs as is not in /etc/passwd'],
  [/setuid|operation not permitted|EPERM/i, 'this process may not start others as "nobody"'],
]

/** An error with the cause in plain words where it is a known one, and the last lines the server wrote. */
export function explainFailure(what: string, output: string): Error {
  const cause = known.find(([pattern]) => pattern.test(output))?.[1]
  const last = output.trim().split('\n').slice(-6).join('\n  ')
  return new Error(`Embedded PostgreSQL: ${what}${cause ? `: ${cause}` : ''}\n  ${last}`)
}

export const isPortTaken = (output: string) => /could not bind|Address already in use/i.test(output)
