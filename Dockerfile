# The runtime is the image's own Node; the npm package `node` is only for machines with an older one.
FROM node:26-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY adapters adapters
COPY config config
COPY src src
# Configuration, store and reports live on one volume; everything else may be read-only.
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /data
VOLUME /data
ENTRYPOINT ["node", "/app/src/cli/main.ts"]
CMD ["--help"]
