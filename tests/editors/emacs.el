;;; What eglot shows of the packed server: emacs --batch -l emacs.el  -*- lexical-binding: t -*-
;; TAPELINT_SERVER is the command, TAPELINT_WORK a folder with train.py.

(require 'package)
(package-initialize)
(require 'cl-lib)
(require 'eglot)
(require 'flymake)
(require 'python)

(setq eglot-autoshutdown nil
      eglot-confirm-server-initiated-edits nil
      eglot-send-changes-idle-time 0
      flymake-no-changes-timeout 0.1
      make-backup-files nil
      python-indent-guess-indent-offset nil)

(defun expect (held what)
  (princ (format "%s - emacs: %s\n" (if held "ok" "not ok") what))
  (unless held (kill-emacs 1)))

(defun eventually (what holds)
  (let ((end (+ (float-time) 60)) result)
    (while (and (not (setq result (funcall holds))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (expect result what)
    result))

(let* ((work (file-name-as-directory (getenv "TAPELINT_WORK")))
       (command (split-string (getenv "TAPELINT_SERVER")))
       (print-length nil))
  (with-current-buffer (find-file-noselect (concat work "train.py"))
    (eglot '(python-mode) (cons 'transient work) 'eglot-lsp-server command "python")
    (eventually "connected" #'eglot-managed-p)
    (eventually "one finding" (lambda () (flymake-start) (= 1 (length (flymake-diagnostics)))))
    (let* ((finding (car (flymake-diagnostics)))
           (start (flymake-diagnostic-beg finding))
           (end (flymake-diagnostic-end finding)))
      (expect (equal (buffer-substring-no-properties start end) "//") "it underlines exactly the operator")
      (expect (string-match-p "has no gradient" (flymake-diagnostic-text finding)) "it says why")
      (cl-letf (((symbol-function 'completing-read)
                 (lambda (_prompt choices &rest _)
                   (car (cl-find-if (lambda (choice) (string-match-p "Replace // with /" (car choice))) choices)))))
        ;; As if a key had been pressed: after a click eglot shows a menu.
        (let ((last-nonmenu-event ?a))
          (eglot-code-actions start end "quickfix" t))))
    (eventually "the fix changes the text"
                (lambda () (save-excursion (goto-char (point-min)) (search-forward "return total / 60.0" nil t))))
    (eglot--signal-textDocument/didChange) ; an idle Emacs does this, and a batch is never idle
    (eventually "the finding is gone" (lambda () (flymake-start) (null (flymake-diagnostics))))
    (save-buffer)
    (eglot-shutdown (eglot-current-server))
    (expect t "the server leaves")))
