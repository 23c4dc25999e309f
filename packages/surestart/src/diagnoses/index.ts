import type { Diagnosis } from "../diagnose.ts";
import appAttributeMissing from "./app/attribute-missing.ts";
import appCircularImport from "./app/circular-import.ts";
import appCrashed from "./app/crashed.ts";
import appExitsAtOnce from "./app/exits-at-once.ts";
import appImportPath from "./app/import-path.ts";
import appKilled from "./app/killed.ts";
import appModuleShadowed from "./app/module-shadowed.ts";
import appNeedsImportString from "./app/needs-import-string.ts";
import appNeverListens from "./app/never-listens.ts";
import appRelativeImport from "./app/relative-import.ts";
import appWrongInterface from "./app/wrong-interface.ts";
import envCarriageReturn from "./env/carriage-return.ts";
import envColonSeparator from "./env/colon-separator.ts";
import envDialectsDisagree from "./env/dialects-disagree.ts";
import envDollarExpands from "./env/dollar-expands.ts";
import envDuplicateKey from "./env/duplicate-key.ts";
import envEmptyValueSwallowsNext from "./env/empty-value-swallows-next.ts";
import envEmptyVariable from "./env/empty-variable.ts";
import envEncoding from "./env/encoding.ts";
import envExampleOutdated from "./env/example-outdated.ts";
import envFileElsewhere from "./env/file-elsewhere.ts";
import envFileMisnamed from "./env/file-misnamed.ts";
import envFileMissing from "./env/file-missing.ts";
import envFileUnreadable from "./env/file-unreadable.ts";
import envHashCutsValue from "./env/hash-cuts-value.ts";
import envInvalidLine from "./env/invalid-line.ts";
import envInvalidValue from "./env/invalid-value.ts";
import envMissingVariable from "./env/missing-variable.ts";
import envMisspelledVariable from "./env/misspelled-variable.ts";
import envNotPassedOn from "./env/not-passed-on.ts";
import envPermissions from "./env/permissions.ts";
import envQuotesKept from "./env/quotes-kept.ts";
import envShellOverridesFile from "./env/shell-overrides-file.ts";
import envSmartQuotes from "./env/smart-quotes.ts";
import envTrackedByGit from "./env/tracked-by-git.ts";
import envUnterminatedQuote from "./env/unterminated-quote.ts";
import envUrlNeedsEncoding from "./env/url-needs-encoding.ts";
import healthErrorsInLog from "./health/errors-in-log.ts";
import healthFailing from "./health/failing.ts";
import healthNotFound from "./health/not-found.ts";
import healthOtherProcess from "./health/other-process.ts";
import healthRefused from "./health/refused.ts";
import healthTimeout from "./health/timeout.ts";
import portBoundTwice from "./port/bound-twice.ts";
import portBusyWithoutListener from "./port/busy-without-listener.ts";
import portHeldByOther from "./port/held-by-other.ts";
import portHeldByOwnRun from "./port/held-by-own-run.ts";
import portHeldBySystem from "./port/held-by-system.ts";
import portHostUnavailable from "./port/host-unavailable.ts";
import portIgnoredByApp from "./port/ignored-by-app.ts";
import portInvalid from "./port/invalid.ts";
import portPrivileged from "./port/privileged.ts";
import portReservedByWindows from "./port/reserved-by-windows.ts";
import portSplitLoopback from "./port/split-loopback.ts";
import portUrlMismatch from "./port/url-mismatch.ts";
import resourceDiskFull from "./resource/disk-full.ts";
import resourceFileDamaged from "./resource/file-damaged.ts";
import resourceFileLimits from "./resource/file-limits.ts";
import resourceFileLocked from "./resource/file-locked.ts";
import resourceOutOfMemory from "./resource/out-of-memory.ts";
import resourcePathMissing from "./resource/path-missing.ts";
import resourcePermissionDenied from "./resource/permission-denied.ts";
import resourceStalePidFile from "./resource/stale-pid-file.ts";
import resourceTlsKey from "./resource/tls-key.ts";
import runtimeBuildMissing from "./runtime/build-missing.ts";
import runtimeCommandNotFound from "./runtime/command-not-found.ts";
import runtimeFlagRefused from "./runtime/flag-refused.ts";
import runtimeLocalImportMissing from "./runtime/local-import-missing.ts";
import runtimeModuleMissing from "./runtime/module-missing.ts";
import runtimeModuleSystem from "./runtime/module-system.ts";
import runtimeModuleUndeclared from "./runtime/module-undeclared.ts";
import runtimeNativeAbiMismatch from "./runtime/native-abi-mismatch.ts";
import runtimeNativeAddonMissing from "./runtime/native-addon-missing.ts";
import runtimeNodeModulesMissing from "./runtime/node-modules-missing.ts";
import runtimePackageVersion from "./runtime/package-version.ts";
import runtimePackagesMissing from "./runtime/packages-missing.ts";
import runtimeScriptMissing from "./runtime/script-missing.ts";
import runtimeVersionUnsupported from "./runtime/version-unsupported.ts";
import runtimeWrongInterpreter from "./runtime/wrong-interpreter.ts";
import secretChanged from "./secret/changed.ts";
import secretDefaultInUse from "./secret/default-in-use.ts";
import secretExposed from "./secret/exposed.ts";
import secretHardcodedFallback from "./secret/hardcoded-fallback.ts";
import secretMalformed from "./secret/malformed.ts";
import secretPlaceholder from "./secret/placeholder.ts";
import secretTooShort from "./secret/too-short.ts";
import serviceAuthenticationFailed from "./service/authentication-failed.ts";
import serviceClientNotGenerated from "./service/client-not-generated.ts";
import serviceDatabaseMissing from "./service/database-missing.ts";
import serviceHostUnknown from "./service/host-unknown.ts";
import serviceNotReady from "./service/not-ready.ts";
import serviceSchemaMissing from "./service/schema-missing.ts";
import serviceTls from "./service/tls.ts";
import serviceUnreachable from "./service/unreachable.ts";
import serviceUrlScheme from "./service/url-scheme.ts";
import serviceWrongProtocol from "./service/wrong-protocol.ts";
import sourceEnvNotLoaded from "./source/env-not-loaded.ts";
import sourceEnvPathDependsOnCwd from "./source/env-path-depends-on-cwd.ts";
import sourceEnvReadBeforeLoad from "./source/env-read-before-load.ts";
import sourceLoaderNotInstalled from "./source/loader-not-installed.ts";
import sourcePortIgnored from "./source/port-ignored.ts";

/**
 * Every diagnosis, in the order in which a start meets its fault: the interpreter and its packages, the .env and its variables,
 * services, the port, health; after them what keeps no start from going well. The first that fits is the root cause.
 */
export const catalogue: readonly Diagnosis[] = [
  runtimeCommandNotFound,
  runtimeScriptMissing,
  runtimeFlagRefused,
  runtimeNodeModulesMissing,
  runtimePackagesMissing,
  runtimeBuildMissing,
  runtimeVersionUnsupported,
  runtimeWrongInterpreter,
  sourceLoaderNotInstalled,
  appModuleShadowed,
  appImportPath,
  appRelativeImport,
  appCircularImport,
  serviceClientNotGenerated,
  runtimeLocalImportMissing,
  runtimeNativeAddonMissing,
  runtimeNativeAbiMismatch,
  runtimePackageVersion,
  runtimeModuleMissing,
  runtimeModuleSystem,
  envFileUnreadable,
  envEncoding,
  envFileMisnamed,
  sourceEnvPathDependsOnCwd,
  envFileElsewhere,
  envFileMissing,
  sourceEnvNotLoaded,
  sourceEnvReadBeforeLoad,
  envColonSeparator,
  envInvalidLine,
  envUnterminatedQuote,
  envEmptyValueSwallowsNext,
  envSmartQuotes,
  envCarriageReturn,
  envHashCutsValue,
  envDollarExpands,
  envQuotesKept,
  envNotPassedOn,
  envMisspelledVariable,
  envMissingVariable,
  envEmptyVariable,
  envUrlNeedsEncoding,
  serviceUrlScheme,
  portInvalid,
  secretPlaceholder,
  secretMalformed,
  secretTooShort,
  secretDefaultInUse,
  secretChanged,
  envInvalidValue,
  envShellOverridesFile,
  appAttributeMissing,
  appNeedsImportString,
  appWrongInterface,
  serviceHostUnknown,
  serviceWrongProtocol,
  serviceAuthenticationFailed,
  serviceDatabaseMissing,
  serviceTls,
  serviceNotReady,
  serviceUnreachable,
  serviceSchemaMissing,
  resourcePermissionDenied,
  resourcePathMissing,
  resourceOutOfMemory,
  resourceFileLimits,
  resourceDiskFull,
  resourceFileDamaged,
  resourceFileLocked,
  resourceStalePidFile,
  resourceTlsKey,
  portHostUnavailable,
  portPrivileged,
  portReservedByWindows,
  portBoundTwice,
  portHeldBySystem,
  portHeldByOwnRun,
  portHeldByOther,
  portBusyWithoutListener,
  portIgnoredByApp,
  sourcePortIgnored,
  appExitsAtOnce,
  appKilled,
  healthOtherProcess,
  healthNotFound,
  healthFailing,
  healthRefused,
  appCrashed,
  healthTimeout,
  appNeverListens,
  secretExposed,
  secretHardcodedFallback,
  envTrackedByGit,
  envPermissions,
  envDuplicateKey,
  envDialectsDisagree,
  envExampleOutdated,
  portUrlMismatch,
  portSplitLoopback,
  runtimeModuleUndeclared,
  healthErrorsInLog,
];
