/** Lambda, as far as kinds ask it. */
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';

export const Client = LambdaClient;
export const commands = {
  ListFunctions: ListFunctionsCommand,
} as const;
