/** The GitHub Action: how it runs, and how every error ends as one sentence and an exit code. */
import { setOutput } from '@actions/core';
import { audit } from './audit.ts';
import { complain } from './complain.ts';

// The SDK warns of Node versions it will leave behind; which Node runs an action is not for its user to choose.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

try {
  process.exitCode = await audit();
} catch (error) {
  process.exitCode = 2;
  const sentence = complain(error);
  setOutput('verdict', 'unknown');
  setOutput('conclusion', sentence);
}
