/** Ways to secure a connection, in the words of its owner. */
export const tlsNames = {
  disable: 'off',
  require: 'TLS, whoever answers',
  'verify-full': 'TLS, certificate verified',
} as const
