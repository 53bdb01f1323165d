# heroshot: one image for the API and for workers.
#   docker build -t heroshot .
#   docker run -p 8080:8080 -v heroshot:/data heroshot
FROM node:22-bookworm-slim AS build
WORKDIR /heroshot
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev \
    # Networks' runtimes of other systems: half of everything.
    && rm -rf node_modules/onnxruntime-node/bin/napi-v6/darwin node_modules/onnxruntime-node/bin/napi-v6/win32

FROM node:22-bookworm-slim
ENV NODE_ENV=production \
    HEROSHOT_DATA=/data \
    HEROSHOT_HOST=0.0.0.0
# Clips are written by it.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
WORKDIR /heroshot
COPY --from=build /heroshot/package.json ./
COPY --from=build /heroshot/bin ./bin
COPY --from=build /heroshot/dist ./dist
COPY --from=build /heroshot/models ./models
COPY --from=build /heroshot/templates ./templates
COPY --from=build /heroshot/node_modules ./node_modules
COPY LICENSE NOTICE ./
# What is left needs no packages, and nothing of the project is written to.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
    && ln -s /heroshot/bin/heroshot.js /usr/local/bin/heroshot \
    && mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.HEROSHOT_PORT ?? 8080) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and answers SIGTERM itself; `--init` is not needed.
ENTRYPOINT ["node", "/heroshot/bin/heroshot.js"]
CMD ["serve"]
