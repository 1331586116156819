import { ofEvents } from './scenarios'
import { tryPromises } from './try-promises'

tryPromises(ofEvents)
