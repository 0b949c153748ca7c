// Settings of the editor and what is registered with it.
#pragma once
#include "analyzer/lsp/session.h"

namespace bulkhead::lsp {

/// Takes settings from `initializationOptions` or from the client's section "bulkhead", over those of `initialize`; a change asks
/// for an analysis. What a section leaves out is as `initializationOptions` said: many clients send an empty one.
/// `of_all`: what is given may be the settings of all servers, of which only a section "bulkhead" is ours.
void take_settings(Session& session, const Json& given, bool of_all = false);
/// Asks the client for them, where it can be asked.
void request_settings(Session& session);
/// After `initialized`: watched files and changes of settings, where the client lets them be registered.
void register_interests(Session& session);

}  // namespace bulkhead::lsp
