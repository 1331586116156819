import { z } from 'zod'

/** An OpenAPI document, as its own specification has it. */
export const openapiDocument = z.looseObject({ openapi: z.string(), paths: z.looseObject({}) })
