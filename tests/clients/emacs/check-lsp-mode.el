;;; check-lsp-mode.el --- the add-on with lsp-mode -*- lexical-binding: t; -*-
;; emacs --batch -l check-support.el -l THIS
(require 'check-support)
(setq lsp-session-file (make-temp-name (expand-file-name "bulkhead-lsp-session" temporary-file-directory))
      lsp-server-install-dir temporary-file-directory
      lsp-auto-guess-root nil lsp-enable-suggest-server-download nil lsp-diagnostics-provider :flymake
      lsp-enable-file-watchers nil
      lsp-headerline-breadcrumb-enable nil lsp-modeline-code-actions-enable nil lsp-enable-snippet nil lsp-lens-enable nil
      lsp-client-packages nil lsp-warn-no-matched-clients nil lsp-restart 'ignore)
(check-all
 (require 'lsp-mode)
 (require 'lsp-diagnostics)
 (let* ((dev (concat check-estate "infra/live/dev/main.tf"))
        (prod (concat check-estate "infra/live/prod/main.tf"))
        (root (directory-file-name check-estate))
        (of (lambda (file)
              (cl-find-if (lambda (one) (equal (lsp:diagnostic-code? one) check-rule))
                          (gethash (lsp--fix-path-casing file) (lsp-diagnostics t))))))
   (check "bulkhead is an add-on, beside other servers" (lsp--client-add-on? (gethash 'bulkhead lsp-clients)))
   (lsp-workspace-folders-add root)
   (find-file dev)
   (lsp)
   (check "lsp-mode starts bulkhead"
          (check-wait (lambda () (and (lsp-workspaces) (lsp--workspace-client (car (lsp-workspaces)))))))
   (check "diagnostics arrive" (check-wait (lambda () (funcall of dev))) (lsp-diagnostics t))
   (check "and in the other file, which is not open" (check-wait (lambda () (funcall of prod))))
   (let ((found (funcall of dev)))
     (when found
       (check "at the line that has to be edited" (= 23 (lsp:position-line (lsp:range-start (lsp:diagnostic-range found)))))
       (check "the other end is in the message"
              (string-match-p "other end: infra/live/prod/main\\.tf:11" (lsp:diagnostic-message found)))
       (goto-char (point-min))
       (forward-line 23)
       (search-forward "66")
       (let* ((actions (lsp-code-actions-at-point))
              (fix (cl-find-if (lambda (action) (string-match-p check-rule (lsp:code-action-title action))) actions))
              (lines (count-lines (point-min) (point-max))))
         (check "there is a quick fix" fix actions)
         (when fix
           (lsp-execute-code-action fix)
           (check "it adds a line to the buffer" (= (count-lines (point-min) (point-max)) (1+ lines)))
           (check "and the finding is gone in both files" (check-wait (lambda () (not (or (funcall of dev) (funcall of prod)))))
                  (list (funcall of dev) (funcall of prod)))))))
   (set-buffer-modified-p nil)
   (let ((workspace (car (lsp-workspaces))))
     (with-lsp-workspace workspace (lsp--shutdown-workspace))
     (check "the server ended" (check-wait (lambda () (not (process-live-p (lsp--workspace-proc workspace)))))))))
