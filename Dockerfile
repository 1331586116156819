FROM node:22-bookworm-slim AS base
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1

FROM base AS packages
COPY package.json package-lock.json ./
COPY patches ./patches
RUN npm ci --include=dev --no-audit --no-fund

FROM packages AS build
COPY . .
RUN NODE_ENV=production npm run build && rm -rf .next/cache && npm prune --omit=dev --no-audit --no-fund

FROM base AS run
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3002 \
    DATAWATCH_SERVER_ENVIRONMENT=production \
    DATAWATCH_DATABASE_DATA_DIR=/data
RUN mkdir /data && chown node:node /data && ln -s /app/bin/datawatch.mjs /usr/local/bin/datawatch
COPY --from=build --chown=node:node /app/node_modules ./node_modules
COPY --from=build --chown=node:node /app/.next ./.next
COPY --from=build --chown=node:node /app/public ./public
COPY --from=build --chown=node:node /app/drizzle ./drizzle
COPY --from=build --chown=node:node /app/bin/datawatch.mjs /app/bin/detection-thread.mjs /app/bin/start.sh ./bin/
COPY --from=build --chown=node:node /app/package.json /app/next.config.mjs /app/answer-headers.mjs /app/server.mjs ./
USER node
VOLUME /data
EXPOSE 3002
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3002) + '/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "bin/start.sh"]
