# The runtime is the image's own Node; the npm package `node` is only for machines with an older one.
# A release hands the digest in: --build-arg BASE=node:26-slim@sha256:…
ARG BASE=node:26-slim
FROM ${BASE}
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nothing the program needs is built or fetched by an install script.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY LICENSE README.md ./
COPY adapters adapters
COPY assets assets
COPY config config
COPY src src
# Store and reports live on one volume; all else may be read-only (`docker run --read-only --tmpfs /tmp`).
RUN mkdir -m 700 /data && chown node:node /data
USER node
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Whether the process answers. Whether it should get requests is `/readyz`, whether all is well `/health`.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/livez').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/src/cli/main.ts"]
CMD ["serve", "--config", "/etc/dvc-sync/dvc-sync.yaml"]
