/** What judges series in a thread of its own: as it was built, or in development from its sources. */
if (process.env.NODE_ENV === 'production') await import('../.next/commands/detection-thread.mjs')
else {
  const tsx = await import('tsx/esm/api')
  tsx.register()
  await import('../lib/anomalies/service/thread.ts')
}
