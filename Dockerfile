FROM node:22.23.3-bookworm-slim AS base
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1

FROM base AS packages
COPY package.json package-lock.json ./
COPY sdk/package.json ./sdk/
COPY patches ./patches
RUN npm ci --include=dev --no-audit --no-fund

FROM packages AS build
COPY . .
RUN NODE_ENV=production npm run build
RUN node scripts/payload.mjs /payload

FROM base AS run
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3002 \
    DATAWATCH_SERVER_ENVIRONMENT=production \
    DATAWATCH_DATABASE_DATA_DIR=/data
RUN mkdir /data && chown node:node /data && ln -s /app/bin/datawatch.mjs /usr/local/bin/datawatch
COPY --from=build --chown=node:node /payload ./
USER node
VOLUME /data
EXPOSE 3002
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3002) + '/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["sh", "bin/start.sh"]
