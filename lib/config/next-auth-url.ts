/** next-auth reads where this server is reached, to which providers lead people back, from the environment alone. */
export function tellNextAuth(publicUrl: string | undefined) {
  if (publicUrl) process.env.NEXTAUTH_URL = publicUrl
  else delete process.env.NEXTAUTH_URL
}
