# The runtime is the image's own Node; the npm package `node` is only for machines with an older one.
# A release hands the digest in: --build-arg BASE=node:26-slim@sha256:…
ARG BASE=node:26-slim

# Everything that builds and tests stays in this stage.
FROM ${BASE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Nothing that is needed here is built or fetched by an install script.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY build.ts tsconfig.json ./
COPY adapters adapters
COPY src src
RUN npm run build

FROM ${BASE}
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY LICENSE README.md ./
COPY assets assets
COPY docs/so-tay docs/so-tay
COPY bin bin
COPY config/*.schema.json config/
COPY config/can-tho-2025 config/can-tho-2025
COPY config/can-tho/review-reasons.yaml config/can-tho/
COPY --from=build /build/dist dist
# Store and reports live on one volume; all else may be read-only (`docker run --read-only --tmpfs /tmp`).
RUN ln -s /app/bin/dvc-sync.cjs /usr/local/bin/dvc-sync \
  && mkdir -m 700 /data && mkdir -p node_modules/.cache/dvc-sync && chown node:node /data node_modules/.cache/dvc-sync
USER node
# What Node compiles of the program lies beside it from the beginning: a read-only container could not write it down.
RUN --mount=type=bind,source=config/deploy/fill-compile-cache.sh,target=/tmp/fill-compile-cache.sh \
  sh /tmp/fill-compile-cache.sh
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Whether the process answers, at the configured port. Whether it should get requests is `/readyz`, whether all is well
# `/health`.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 \
  CMD ["dvc-sync", "alive", "--config", "/etc/dvc-sync/dvc-sync.yaml"]
ENTRYPOINT ["dvc-sync"]
CMD ["serve", "--config", "/etc/dvc-sync/dvc-sync.yaml"]
