# syntax=docker/dockerfile:1

FROM node:24.21.0-trixie-slim AS base
WORKDIR /app
COPY package.json package-lock.json ./

# What runs. The image has Node 24 of its own, and no package needs its install script to run.
FROM base AS dependencies
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

# The console is built with what does not go into the image.
FROM base AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json vite.config.ts ./
COPY scripts scripts
COPY src src
COPY adapters adapters
RUN node scripts/build-console.cjs
RUN rm -rf adapters/console adapters/client && mkdir data

FROM base
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/data
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/src src
COPY --from=build /app/adapters adapters
COPY --from=build /app/dist/console dist/console
COPY --from=build --chown=node:node /app/data data
COPY LICENSE ./
USER node
EXPOSE 3000
# The embedded database, where the image runs without a PostgreSQL server (NODE_ENV=development).
VOLUME ["/app/data"]
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "adapters/commands/health.ts"]
CMD ["node", "adapters/main.ts"]
