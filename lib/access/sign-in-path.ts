export const signInPath = '/signin'
