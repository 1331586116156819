/** Next calls this once before it serves: the process is up when the promise it leaves behind resolves. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { registerRuntime } = await import('./lib/runtime/register')
  await registerRuntime()
}
