const names: Record<string, string> = {
  credentials: 'password',
  password: 'password',
  github: 'GitHub',
  google: 'Google',
  oidc: 'single sign-on',
}

/** With what somebody signed in. */
export const providerWords = (provider: string): string => names[provider] ?? provider
