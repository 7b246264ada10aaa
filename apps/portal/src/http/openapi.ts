import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { Config } from '#platform';

/** Publishes the OpenAPI 3.1 description of `/api/v1`, read from the same classes that check the input. */
export function installOpenApi(app: NestFastifyApplication, config: Config): void {
  let text: string | null = null;
  const describe = (): string => {
    const settings = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Guichet')
      .setDescription('Applications, evidence, reviews, decisions, certificates, funding and the public register.')
      .setVersion('1')
      .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
      .addServer(config.publicUrl)
      .addBearerAuth()
      .addCookieAuth('guichet_session')
      .build();
    const document = SwaggerModule.createDocument(app, settings);
    document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => path.startsWith('/api/')));
    return JSON.stringify(document);
  };
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request: unknown, reply: { type(type: string): { send(body: string): unknown } }) => {
      text ??= describe();
      return reply.type('application/json; charset=utf-8').send(text);
    });
}
