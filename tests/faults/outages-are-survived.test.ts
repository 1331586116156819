import { ofOutages } from './scenarios'
import { tryPromises } from './try-promises'

tryPromises(ofOutages)
