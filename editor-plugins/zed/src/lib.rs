//! Tells Zed how to start `bulkhead lsp`: as the user's settings say, or from the PATH of the project.
use zed_extension_api::{
    register_extension, serde_json::Value, settings::LspSettings, Command, Extension, LanguageServerId, Result, Worktree,
};

struct Bulkhead;

impl Extension for Bulkhead {
    fn new() -> Self {
        Bulkhead
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let binary = LspSettings::for_worktree(id.as_ref(), worktree)?.binary;
        let (path, arguments) = binary.map_or((None, None), |one| (one.path, one.arguments));
        let command = path
            .or_else(|| worktree.which("bulkhead"))
            .ok_or("bulkhead is not on the PATH: install it, or set lsp.bulkhead.binary.path")?;
        Ok(Command { command, args: arguments.unwrap_or_else(|| vec!["lsp".into()]), env: worktree.shell_env() })
    }

    fn language_server_initialization_options(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Option<Value>> {
        Ok(LspSettings::for_worktree(id.as_ref(), worktree)?.initialization_options)
    }

    fn language_server_workspace_configuration(&mut self, id: &LanguageServerId, worktree: &Worktree) -> Result<Option<Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?.settings;
        Ok(settings.map(|own| Value::Object([("bulkhead".to_string(), own)].into_iter().collect())))
    }
}

register_extension!(Bulkhead);
