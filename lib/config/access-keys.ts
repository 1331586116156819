import { z } from 'zod'
import { duration, list, text } from './fields'
import { signInProviders } from './sign-in-providers'

export const longText = () => text('a text of at least 16 characters', (value) => value.length >= 16)

export const access = z
  .strictObject({
    secret: longText()
      .optional()
      .describe(
        'Signs sessions and links, seals the secrets of channels; else that of `database.data_dir`, which `datawatch secrets` makes.',
      ),
    previous_secrets: list(longText())
      .default([])
      .describe('Secrets of before, the latest first: what they sealed or signed still opens.'),
    owner_email: text('an e-mail address', (value) => /^[^\s@]+@[^\s@]+$/.test(value))
      .optional()
      .describe('The first owner, who is made where there is none; needs `owner_password`.'),
    owner_password: text('a text of at least 8 characters', (value) => value.length >= 8)
      .optional()
      .describe("The first owner's password."),
    api_keys: list(longText())
      .default([])
      .describe('Keys that may do all that a key can; others are made in the browser, with scopes.'),
    providers: signInProviders,
    session_lifetime: duration('5m', '365d')
      .default(604_800_000)
      .describe('A session ends so long after it was opened.'),
    session_idle: duration('5m', '365d')
      .default(172_800_000)
      .describe('A session ends when it was not used for so long.'),
  })
  .prefault({})
  .describe('Who may come in. More: [Access](../guides/access.md).')
