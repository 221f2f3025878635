<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AbsenceController</name>
        <message numerus="yes">
            <source>%Ln folder(s)</source>
            <translation>
                <numerusform>%Ln Ordner</numerusform>
                <numerusform>%Ln Ordnern</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove {} in {} from the library?

Your files aren't changed. If you connect the drive again, Picseek adds them back the next time it checks for changes.</source>
            <translation>{} in {} aus der Bibliothek entfernen?

Ihre Dateien bleiben unverändert. Wenn Sie das Laufwerk wieder anschließen, fügt Picseek sie bei der nächsten Prüfung auf Änderungen wieder hinzu.</translation>
        </message>
        <message>
            <source>Remove pictures</source>
            <translation>Bilder entfernen</translation>
        </message>
    </context>
    <context>
        <name>AbsentDialog</name>
        <message>
            <source>Unavailable pictures</source>
            <translation>Nicht verfügbare Bilder</translation>
        </message>
        <message>
            <source>Unavailable since</source>
            <translation>Nicht verfügbar seit</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Folders on drives that aren't connected</source>
            <translation>Ordner auf Laufwerken, die nicht verbunden sind</translation>
        </message>
        <message>
            <source>The drives with these folders weren't connected when Picseek last checked for changes. You can still find their pictures. To open them, connect the drive, then check for changes.</source>
            <translation>Die Laufwerke mit diesen Ordnern waren bei der letzten Prüfung auf Änderungen nicht verbunden. Sie können die Bilder weiterhin finden. Um sie zu öffnen, schließen Sie das Laufwerk an und prüfen Sie dann auf Änderungen.</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>&amp;Entfernen…</translation>
        </message>
        <message>
            <source>Remove the pictures in these folders from the library</source>
            <translation>Die Bilder in diesen Ordnern aus der Bibliothek entfernen</translation>
        </message>
        <message>
            <source>All pictures are available.</source>
            <translation>Alle Bilder sind verfügbar.</translation>
        </message>
    </context>
    <context>
        <name>AcceleratorBox</name>
        <message>
            <source>Hardware acceleration</source>
            <translation>Hardwarebeschleunigung</translation>
        </message>
        <message>
            <source>Hardware used to analyze pictures; searches always use the processor</source>
            <translation>Hardware zum Analysieren von Bildern; Suchen nutzen immer den Prozessor</translation>
        </message>
        <message>
            <source>&amp;Run models on:</source>
            <translation>Modelle &amp;ausführen auf:</translation>
        </message>
        <message>
            <source>The installed ONNX Runtime doesn't support this, so the processor is used.</source>
            <translation>Die installierte ONNX Runtime unterstützt dies nicht, daher wird der Prozessor verwendet.</translation>
        </message>
        <message>
            <source>The installed ONNX Runtime supports only the processor.</source>
            <translation>Die installierte ONNX Runtime unterstützt nur den Prozessor.</translation>
        </message>
        <message>
            <source>If this doesn't work, Picseek uses the processor and lets you know.</source>
            <translation>Falls dies nicht funktioniert, verwendet Picseek den Prozessor und weist Sie darauf hin.</translation>
        </message>
    </context>
    <context>
        <name>BadgeController</name>
        <message>
            <source>This picture is incomplete: the end of the file is missing.</source>
            <translation>Dieses Bild ist unvollständig: Das Ende der Datei fehlt.</translation>
        </message>
        <message>
            <source>This file is unavailable. Its drive may be disconnected.</source>
            <translation>Diese Datei ist nicht verfügbar. Ihr Laufwerk ist möglicherweise nicht verbunden.</translation>
        </message>
        <message>
            <source>Copies of this picture</source>
            <translation>Kopien dieses Bildes</translation>
        </message>
        <message>
            <source>{} (unavailable)</source>
            <translation>{} (nicht verfügbar)</translation>
        </message>
        <message>
            <source>&amp;Open</source>
            <translation>Ö&amp;ffnen</translation>
        </message>
        <message>
            <source>Show in &amp;file manager</source>
            <translation>Im &amp;Dateimanager zeigen</translation>
        </message>
        <message>
            <source>No app found that can open {}</source>
            <translation>Keine App gefunden, die {} öffnen kann</translation>
        </message>
    </context>
    <context>
        <name>Banner</name>
        <message>
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
        <message>
            <source>Close message</source>
            <translation>Meldung schließen</translation>
        </message>
    </context>
    <context>
        <name>BetterModel</name>
        <message>
            <source>Search better with “{}”. {} One-time download of {}; your pictures stay on this computer.</source>
            <translation>Besser suchen mit „{}“. {} Einmaliger Download von {}; Ihre Bilder bleiben auf diesem Computer.</translation>
        </message>
    </context>
    <context>
        <name>BugReporter</name>
        <message>
            <source>Picseek</source>
            <translation>Picseek</translation>
        </message>
        <message>
            <source>Picseek ran into a problem. Your pictures are safe. If something stops working, quit Picseek and open it again.</source>
            <translation>In Picseek ist ein Fehler aufgetreten. Ihre Bilder sind sicher. Falls etwas nicht mehr funktioniert, beenden Sie Picseek und öffnen Sie es erneut.</translation>
        </message>
    </context>
    <context>
        <name>CoherePage</name>
        <message>
            <source>Cohere</source>
            <translation>Cohere</translation>
        </message>
        <message>
            <source>Consent</source>
            <translation>Zustimmung</translation>
        </message>
        <message>
            <source>To index with one of these models, Picseek sends scaled-down pictures to {}. To search with it, Picseek sends your search words. Picseek asks before it sends the first picture.</source>
            <translation>Zum Indizieren mit einem dieser Modelle sendet Picseek verkleinerte Bilder an {}, zum Suchen Ihre Suchbegriffe. Picseek fragt, bevor das erste Bild gesendet wird.</translation>
        </message>
        <message>
            <source>the service</source>
            <translation>den Dienst</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>&amp;Add folder…</source>
            <translation>Ordner &amp;hinzufügen…</translation>
        </message>
        <message>
            <source>Add a folder of pictures to the library</source>
            <translation>Einen Ordner mit Bildern zur Bibliothek hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Check for changes</source>
            <translation>Auf &amp;Änderungen prüfen</translation>
        </message>
        <message>
            <source>Check all folders for new and changed pictures</source>
            <translation>Alle Ordner auf neue und geänderte Bilder prüfen</translation>
        </message>
        <message>
            <source>&amp;Read all files again</source>
            <translation>Alle Dateien &amp;neu einlesen</translation>
        </message>
        <message>
            <source>Read every file in all folders again, even if it seems unchanged</source>
            <translation>Jede Datei in allen Ordnern neu einlesen, auch scheinbar unveränderte</translation>
        </message>
        <message>
            <source>U&amp;navailable pictures…</source>
            <translation>&amp;Nicht verfügbare Bilder…</translation>
        </message>
        <message>
            <source>Show folders on drives that aren't connected</source>
            <translation>Ordner auf Laufwerken anzeigen, die nicht verbunden sind</translation>
        </message>
        <message>
            <source>Sent &amp;data…</source>
            <translation>&amp;Gesendete Daten…</translation>
        </message>
        <message>
            <source>Show what Picseek has sent to online services</source>
            <translation>Anzeigen, was Picseek an Onlinedienste gesendet hat</translation>
        </message>
        <message>
            <source>&amp;Preferences…</source>
            <translation>&amp;Einstellungen…</translation>
        </message>
        <message>
            <source>Change Picseek's settings</source>
            <translation>Die Einstellungen von Picseek ändern</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>Quit Picseek</source>
            <translation>Picseek beenden</translation>
        </message>
        <message>
            <source>Pause indexing</source>
            <translation>Indizierung anhalten</translation>
        </message>
        <message>
            <source>Pause indexing; you can resume it later</source>
            <translation>Indizierung anhalten; sie lässt sich später fortsetzen</translation>
        </message>
        <message>
            <source>Stop indexing</source>
            <translation>Indizierung stoppen</translation>
        </message>
        <message>
            <source>Stop indexing; pictures indexed so far are kept</source>
            <translation>Indizierung stoppen; bereits indizierte Bilder bleiben erhalten</translation>
        </message>
        <message>
            <source>Show problems…</source>
            <translation>Probleme anzeigen…</translation>
        </message>
        <message>
            <source>Show the files that couldn't be indexed</source>
            <translation>Die Dateien anzeigen, die nicht indiziert werden konnten</translation>
        </message>
        <message>
            <source>Open in default a&amp;pp</source>
            <translation>In der &amp;Standard-App öffnen</translation>
        </message>
        <message>
            <source>Open the picture in the system's default app</source>
            <translation>Das Bild in der Standard-App des Systems öffnen</translation>
        </message>
        <message>
            <source>Show in &amp;file manager</source>
            <translation>Im &amp;Dateimanager anzeigen</translation>
        </message>
        <message>
            <source>Show the picture's file in its folder</source>
            <translation>Die Bilddatei in ihrem Ordner anzeigen</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Kopieren</translation>
        </message>
        <message>
            <source>Copy the picture</source>
            <translation>Das Bild kopieren</translation>
        </message>
        <message>
            <source>Copy &amp;path</source>
            <translation>&amp;Pfad kopieren</translation>
        </message>
        <message>
            <source>Copy the file's path</source>
            <translation>Den Pfad der Datei kopieren</translation>
        </message>
        <message>
            <source>&amp;More like this</source>
            <translation>&amp;Ähnliche Bilder</translation>
        </message>
        <message>
            <source>Find similar pictures</source>
            <translation>Ähnliche Bilder suchen</translation>
        </message>
        <message>
            <source>Sho&amp;w copies…</source>
            <translation>Kopie&amp;n anzeigen…</translation>
        </message>
        <message>
            <source>Show all files with the same content</source>
            <translation>Alle Dateien mit demselben Inhalt anzeigen</translation>
        </message>
        <message>
            <source>&amp;View picture</source>
            <translation>Bild &amp;ansehen</translation>
        </message>
        <message>
            <source>View the picture in this window</source>
            <translation>Das Bild in diesem Fenster ansehen</translation>
        </message>
        <message>
            <source>&amp;Quick look</source>
            <translation>S&amp;chnellansicht</translation>
        </message>
        <message>
            <source>Show a large preview; press and release, or hold</source>
            <translation>Große Vorschau anzeigen; kurz drücken oder gedrückt halten</translation>
        </message>
        <message>
            <source>Sl&amp;ideshow</source>
            <translation>Diascha&amp;u</translation>
        </message>
        <message>
            <source>Show the pictures one after another</source>
            <translation>Die Bilder nacheinander anzeigen</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>&amp;Alles auswählen</translation>
        </message>
        <message>
            <source>Select all pictures shown</source>
            <translation>Alle angezeigten Bilder auswählen</translation>
        </message>
        <message>
            <source>Select &amp;none</source>
            <translation>Auswahl auf&amp;heben</translation>
        </message>
        <message>
            <source>Clear the selection (Esc)</source>
            <translation>Auswahl aufheben (Esc)</translation>
        </message>
        <message>
            <source>Inver&amp;t selection</source>
            <translation>Auswahl um&amp;kehren</translation>
        </message>
        <message>
            <source>Select only the pictures that aren't selected</source>
            <translation>Nur die bisher nicht ausgewählten Bilder auswählen</translation>
        </message>
        <message>
            <source>&amp;Find</source>
            <translation>&amp;Suchen</translation>
        </message>
        <message>
            <source>Go to the search box</source>
            <translation>Zum Suchfeld wechseln</translation>
        </message>
        <message>
            <source>Show &amp;all pictures</source>
            <translation>&amp;Alle Bilder anzeigen</translation>
        </message>
        <message>
            <source>Clear the search and show all pictures, newest first</source>
            <translation>Suche löschen und alle Bilder anzeigen, neueste zuerst</translation>
        </message>
        <message>
            <source>&amp;Larger thumbnails</source>
            <translation>&amp;Größere Vorschaubilder</translation>
        </message>
        <message>
            <source>Larger thumbnails</source>
            <translation>Größere Vorschaubilder</translation>
        </message>
        <message>
            <source>&amp;Smaller thumbnails</source>
            <translation>&amp;Kleinere Vorschaubilder</translation>
        </message>
        <message>
            <source>Smaller thumbnails</source>
            <translation>Kleinere Vorschaubilder</translation>
        </message>
        <message>
            <source>File &amp;names</source>
            <translation>Datei&amp;namen</translation>
        </message>
        <message>
            <source>Show file names below the thumbnails</source>
            <translation>Dateinamen unter den Vorschaubildern anzeigen</translation>
        </message>
        <message>
            <source>Side&amp;bar</source>
            <translation>&amp;Seitenleiste</translation>
        </message>
        <message>
            <source>Show or hide folders and saved searches</source>
            <translation>Ordner und gespeicherte Suchen ein- oder ausblenden</translation>
        </message>
        <message>
            <source>&amp;Justified rows</source>
            <translation>Bündige &amp;Zeilen</translation>
        </message>
        <message>
            <source>Show whole pictures in rows that fill the window</source>
            <translation>Ganze Bilder in Zeilen anzeigen, die das Fenster füllen</translation>
        </message>
        <message>
            <source>S&amp;quares</source>
            <translation>&amp;Quadrate</translation>
        </message>
        <message>
            <source>Show pictures in squares of equal size</source>
            <translation>Bilder in gleich großen Quadraten anzeigen</translation>
        </message>
        <message>
            <source>Ne&amp;xt month</source>
            <translation>Nächster &amp;Monat</translation>
        </message>
        <message>
            <source>Go to the next month or section</source>
            <translation>Zum nächsten Monat oder Abschnitt gehen</translation>
        </message>
        <message>
            <source>Pre&amp;vious month</source>
            <translation>&amp;Vorheriger Monat</translation>
        </message>
        <message>
            <source>Go to the previous month or section</source>
            <translation>Zum vorherigen Monat oder Abschnitt gehen</translation>
        </message>
        <message>
            <source>Resume indexing</source>
            <translation>Indizierung fortsetzen</translation>
        </message>
        <message>
            <source>Continue indexing</source>
            <translation>Indizierung fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Library</source>
            <translation>&amp;Bibliothek</translation>
        </message>
        <message>
            <source>&amp;Picture</source>
            <translation>B&amp;ild</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
    </context>
    <context>
        <name>ConsentBox</name>
        <message>
            <source>&amp;Stop sending pictures</source>
            <translation>Keine Bilder mehr &amp;senden</translation>
        </message>
        <message>
            <source>This withdraws your consent and stops sending right away, even while indexing. Pictures already sent stay with the service, under its terms, and you can still find them here. When you search with the model, your search words are still sent.</source>
            <translation>Dies widerruft Ihre Zustimmung und beendet das Senden sofort, auch während einer Indizierung. Bereits gesendete Bilder bleiben beim Dienst und unterliegen dessen Bedingungen; Sie können sie hier weiterhin finden. Wenn Sie mit dem Modell suchen, werden Ihre Suchbegriffe weiterhin gesendet.</translation>
        </message>
        <message>
            <source>You declined on {}. No pictures are sent. Picseek asks again when you index.</source>
            <translation>Sie haben am {} abgelehnt. Es werden keine Bilder gesendet. Beim nächsten Indizieren fragt Picseek erneut.</translation>
        </message>
        <message>
            <source>Picseek sends up to {} new pictures at a time to {} without asking.</source>
            <translation>Picseek sendet jeweils bis zu {} neue Bilder ohne Rückfrage an {}.</translation>
        </message>
        <message>
            <source>Picseek always asks before it sends pictures to {}.</source>
            <translation>Picseek fragt immer, bevor Bilder an {} gesendet werden.</translation>
        </message>
        <message>
            <source>the service</source>
            <translation>den Dienst</translation>
        </message>
    </context>
    <context>
        <name>ConsentController</name>
        <message>
            <source>Picseek sends no more pictures until you agree again.</source>
            <translation>Picseek sendet keine Bilder mehr, bis Sie wieder zustimmen.</translation>
        </message>
    </context>
    <context>
        <name>Contents</name>
        <message>
            <source>You can search this library but not change it, because its disk or folder is read-only.</source>
            <translation>Sie können diese Bibliothek durchsuchen, aber nicht ändern, weil ihr Datenträger oder Ordner schreibgeschützt ist.</translation>
        </message>
        <message>
            <source>Another Picseek window is using this library. In this window, you can only search.</source>
            <translation>Ein anderes Picseek-Fenster verwendet diese Bibliothek. In diesem Fenster können Sie nur suchen.</translation>
        </message>
        <message>
            <source>Describe what you're looking for, then choose a model next to the search box.</source>
            <translation>Beschreiben Sie, was Sie suchen, und wählen Sie dann neben dem Suchfeld ein Modell.</translation>
        </message>
    </context>
    <context>
        <name>Display</name>
        <message>
            <source>{} megapixels, shown at 1/{} size</source>
            <translation>{} Megapixel, in 1/{} der Größe angezeigt</translation>
        </message>
        <message>
            <source>This picture can't be displayed</source>
            <translation>Dieses Bild kann nicht angezeigt werden</translation>
        </message>
    </context>
    <context>
        <name>DownloadController</name>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Nochmals versuchen</translation>
        </message>
    </context>
    <context>
        <name>DownloadNotices</name>
        <message>
            <source>“{}” has analyzed all your pictures and is now used for searches.</source>
            <translation>„{}“ hat alle Ihre Bilder analysiert und wird jetzt für die Suche verwendet.</translation>
        </message>
        <message>
            <source>“{}” is installed and will be used for the pictures you add.</source>
            <translation>„{}“ ist installiert und wird für die Bilder verwendet, die Sie hinzufügen.</translation>
        </message>
        <message>
            <source>“{}” is installed and is now analyzing your pictures. Until it's done, search works as before.</source>
            <translation>„{}“ ist installiert und analysiert jetzt Ihre Bilder. Bis dahin funktioniert die Suche wie bisher.</translation>
        </message>
        <message>
            <source>“{}” is installed.</source>
            <translation>„{}“ ist installiert.</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Benutzen</translation>
        </message>
    </context>
    <context>
        <name>DropController</name>
        <message>
            <source>{} and {} more</source>
            <translation>{} und {} weitere</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Export {}</source>
            <translation>{} exportieren</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Auswählen…</translation>
        </message>
        <message>
            <source>Choose the folder to export to</source>
            <translation>Zielordner auswählen</translation>
        </message>
        <message>
            <source>Original size</source>
            <translation>Originalgröße</translation>
        </message>
        <message>
            <source>{} pixels (longer side)</source>
            <translation>{} Pixel (längere Seite)</translation>
        </message>
        <message>
            <source>Custom size</source>
            <translation>Eigene Größe</translation>
        </message>
        <message>
            <source> pixels</source>
            <translation> Pixel</translation>
        </message>
        <message>
            <source>Longer side in pixels</source>
            <translation>Längere Seite in Pixel</translation>
        </message>
        <message>
            <source>Original format</source>
            <translation>Originalformat</translation>
        </message>
        <message>
            <source>JPEG</source>
            <translation>JPEG</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>For JPEG and WebP; 90 looks like the original</source>
            <translation>Für JPEG und WebP; 90 sieht aus wie das Original</translation>
        </message>
        <message>
            <source>Keep all</source>
            <translation>Alle behalten</translation>
        </message>
        <message>
            <source>Remove location</source>
            <translation>Ort entfernen</translation>
        </message>
        <message>
            <source>Remove all</source>
            <translation>Alle entfernen</translation>
        </message>
        <message>
            <source>Date, camera, location, and captions stored in the file</source>
            <translation>In der Datei gespeicherte Angaben wie Datum, Kamera, Ort und Bildunterschriften</translation>
        </message>
        <message>
            <source>&amp;Folder:</source>
            <translation>&amp;Ordner:</translation>
        </message>
        <message>
            <source>&amp;Size:</source>
            <translation>&amp;Größe:</translation>
        </message>
        <message>
            <source>For&amp;mat:</source>
            <translation>&amp;Format:</translation>
        </message>
        <message>
            <source>&amp;Quality:</source>
            <translation>&amp;Qualität:</translation>
        </message>
        <message>
            <source>Me&amp;tadata:</source>
            <translation>&amp;Metadaten:</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Export to</source>
            <translation>Exportieren nach</translation>
        </message>
        <message>
            <source>Existing files are never replaced: a second “beach.jpg” becomes “beach (2).jpg”.</source>
            <translation>Vorhandene Dateien werden nie ersetzt: Aus einer zweiten „Strand.jpg“ wird „Strand (2).jpg“.</translation>
        </message>
        <message>
            <source>Files are copied without changes.</source>
            <translation>Die Dateien werden unverändert kopiert.</translation>
        </message>
        <message>
            <source>In JPEG files, only the metadata changes; the picture stays identical. Other formats are encoded again.</source>
            <translation>Bei JPEG-Dateien ändern sich nur die Metadaten, das Bild bleibt identisch. Andere Formate werden neu codiert.</translation>
        </message>
        <message>
            <source>Picseek exports copies. Your own files aren't changed.</source>
            <translation>Picseek exportiert Kopien. Ihre eigenen Dateien bleiben unverändert.</translation>
        </message>
    </context>
    <context>
        <name>FailuresDialog</name>
        <message>
            <source>Files with errors</source>
            <translation>Dateien mit Fehlern</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
    </context>
    <context>
        <name>FileActions</name>
        <message>
            <source>Exported pictures</source>
            <translation>Exportierte Bilder</translation>
        </message>
        <message>
            <source>Exporting {}</source>
            <translation>Exportieren: {}</translation>
        </message>
        <message>
            <source>{} exported before an error occurred. {}</source>
            <translation>{} exportiert, bevor ein Fehler auftrat. {}</translation>
        </message>
        <message>
            <source>Export stopped. {} exported.</source>
            <translation>Export abgebrochen. {} exportiert.</translation>
        </message>
        <message>
            <source>{} exported.</source>
            <translation>{} exportiert.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) couldn't be exported.</source>
            <translation>
                <numerusform>%Ln Datei konnte nicht exportiert werden.</numerusform>
                <numerusform>%Ln Dateien konnten nicht exportiert werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Show folder</source>
            <translation>Ordner anzeigen</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Export</translation>
        </message>
        <message>
            <source>Table (*.csv)</source>
            <translation>Tabelle (*.csv)</translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>Playlist (*.m3u8 *.m3u)</source>
            <translation>Wiedergabeliste (*.m3u8 *.m3u)</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <source>Save list</source>
            <translation>Liste speichern</translation>
        </message>
        <message>
            <source>pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Saving the list of {}</source>
            <translation>Liste wird gespeichert: {}</translation>
        </message>
        <message>
            <source>List of {} saved as {}.</source>
            <translation>Liste gespeichert ({}): {}.</translation>
        </message>
        <message>
            <source>Show file</source>
            <translation>Datei anzeigen</translation>
        </message>
        <message>
            <source>Counting files</source>
            <translation>Dateien werden gezählt</translation>
        </message>
        <message>
            <source>Moving {} to the {}</source>
            <translation>{} in den {} verschieben</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Move to {}</source>
            <translation>In den {} verschieben</translation>
        </message>
        <message>
            <source>{} ({})</source>
            <translation>{} ({})</translation>
        </message>
        <message>
            <source>{} moved to the {}.</source>
            <translation>{} in den {} verschoben.</translation>
        </message>
        <message>
            <source>Stopped: {}</source>
            <translation>Abgebrochen: {}</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) couldn't be moved.</source>
            <translation>
                <numerusform>%Ln Datei konnte nicht verschoben werden.</numerusform>
                <numerusform>%Ln Dateien konnten nicht verschoben werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Restoring {} from the {}</source>
            <translation>{} aus dem {} wiederherstellen</translation>
        </message>
        <message>
            <source>{} restored from the {}.</source>
            <translation>{} aus dem {} wiederhergestellt.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) couldn't be restored.</source>
            <translation>
                <numerusform>%Ln Datei konnte nicht wiederhergestellt werden.</numerusform>
                <numerusform>%Ln Dateien konnten nicht wiederhergestellt werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Undo moving to {}</source>
            <translation>Verschieben in den {} rückgängig machen</translation>
        </message>
    </context>
    <context>
        <name>FileCommands</name>
        <message>
            <source>Open &amp;with…</source>
            <translation>Ö&amp;ffnen mit…</translation>
        </message>
        <message>
            <source>Choose an app to open the pictures with</source>
            <translation>Eine App zum Öffnen der Bilder auswählen</translation>
        </message>
        <message>
            <source>Copy as &amp;image</source>
            <translation>Als &amp;Bild kopieren</translation>
        </message>
        <message>
            <source>Copy the picture itself, to paste into other apps</source>
            <translation>Das Bild selbst kopieren, um es in andere Apps einzufügen</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>Save copies of the pictures in a folder, resized if you like</source>
            <translation>Kopien der Bilder in einem Ordner speichern, auf Wunsch verkleinert</translation>
        </message>
        <message>
            <source>Save &amp;list…</source>
            <translation>&amp;Liste speichern…</translation>
        </message>
        <message>
            <source>Save the list of pictures as a CSV, JSON, M3U, or text file</source>
            <translation>Die Liste der Bilder als CSV-, JSON-, M3U- oder Textdatei speichern</translation>
        </message>
        <message>
            <source>M&amp;ove to {}…</source>
            <translation>&amp;In den {} verschieben…</translation>
        </message>
        <message>
            <source>Move the files to the {}</source>
            <translation>Die Dateien in den {} verschieben</translation>
        </message>
        <message>
            <source>&amp;Undo moving to {}</source>
            <translation>&amp;Verschieben in den {} rückgängig machen</translation>
        </message>
        <message>
            <source>Restore the files you last moved to the {}</source>
            <translation>Die zuletzt in den {} verschobenen Dateien wiederherstellen</translation>
        </message>
    </context>
    <context>
        <name>FileManager</name>
        <message>
            <source>The folder couldn't be opened: {}</source>
            <translation>Der Ordner konnte nicht geöffnet werden: {}</translation>
        </message>
    </context>
    <context>
        <name>FilmStrip</name>
        <message>
            <source>Filmstrip</source>
            <translation>Filmstreifen</translation>
        </message>
    </context>
    <context>
        <name>FolderController</name>
        <message>
            <source>Choose a folder of pictures</source>
            <translation>Ordner mit Bildern auswählen</translation>
        </message>
        <message>
            <source>Remove folder</source>
            <translation>Ordner entfernen</translation>
        </message>
        <message>
            <source>Remove “{}” from the library?

The pictures stay on your disk.</source>
            <translation>„{}“ aus der Bibliothek entfernen?

Die Bilder bleiben auf dem Datenträger.</translation>
        </message>
    </context>
    <context>
        <name>FolderTree</name>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
    </context>
    <context>
        <name>FoldersPage</name>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Add folder…</source>
            <translation>Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Remove the selected folder from the library; its pictures stay on disk</source>
            <translation>Den ausgewählten Ordner aus der Bibliothek entfernen; seine Bilder bleiben auf dem Datenträger</translation>
        </message>
        <message>
            <source>Exclusion patterns</source>
            <translation>Ausschlussmuster</translation>
        </message>
        <message>
            <source>One pattern per line, such as *.gif or Exports/</source>
            <translation>Ein Muster pro Zeile, zum Beispiel *.gif oder Exporte/</translation>
        </message>
        <message>
            <source> kB</source>
            <translation> kB</translation>
        </message>
        <message>
            <source>Minimum file size in kilobytes</source>
            <translation>Mindestgröße einer Datei in Kilobyte</translation>
        </message>
        <message>
            <source> pixels</source>
            <translation> Pixel</translation>
        </message>
        <message>
            <source>Minimum length of the longer side in pixels</source>
            <translation>Mindestlänge der längeren Seite in Pixel</translation>
        </message>
        <message>
            <source>Compared with the longer side of each picture</source>
            <translation>Verglichen wird die längere Seite jedes Bildes</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Apply these exclusions and check the folders again; nothing on disk changes</source>
            <translation>Diese Ausschlüsse anwenden und die Ordner erneut prüfen; auf dem Datenträger ändert sich nichts</translation>
        </message>
        <message>
            <source>Discard changes</source>
            <translation>Änderungen verwerfen</translation>
        </message>
        <message>
            <source>Go back to the saved exclusions</source>
            <translation>Zu den gespeicherten Ausschlüssen zurückkehren</translation>
        </message>
        <message>
            <source>Any size</source>
            <translation>Beliebige Größe</translation>
        </message>
        <message>
            <source>Folders with pictures</source>
            <translation>Ordner mit Bildern</translation>
        </message>
        <message>
            <source>Exclusions</source>
            <translation>Ausschlüsse</translation>
        </message>
        <message>
            <source>Patterns work as in a .gitignore file: *.gif excludes all GIF files, Exports/ all folders with that name, /Phone/Trash/ only that folder, and !best.gif includes a file again. Excluded pictures disappear from Picseek, never from your disk.</source>
            <translation>Muster funktionieren wie in einer .gitignore-Datei: *.gif schließt alle GIF-Dateien aus, Exporte/ alle Ordner mit diesem Namen, /Handy/Müll/ nur diesen Ordner, und !best.gif nimmt eine Datei wieder auf. Ausgeschlossene Bilder verschwinden aus Picseek, nie vom Datenträger.</translation>
        </message>
        <message>
            <source>Exclude files &amp;under:</source>
            <translation>Dateien ausschließen &amp;unter:</translation>
        </message>
        <message>
            <source>Exclude pictures u&amp;nder:</source>
            <translation>Bilder ausschließen u&amp;nter:</translation>
        </message>
        <message>
            <source>This removes {} of {} from the library.</source>
            <translation>Dadurch werden aus der Bibliothek entfernt: {} von {}.</translation>
        </message>
        <message>
            <source>Files that are no longer excluded appear after Picseek checks the folders.</source>
            <translation>Nicht mehr ausgeschlossene Dateien erscheinen, sobald Picseek die Ordner geprüft hat.</translation>
        </message>
        <message>
            <source>“{}” is already excluded.</source>
            <translation>„{}“ ist bereits ausgeschlossen.</translation>
        </message>
        <message>
            <source>“{}” excludes {}.</source>
            <translation>„{}“ schließt {} aus.</translation>
        </message>
    </context>
    <context>
        <name>GeneralPage</name>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>&amp;Appearance:</source>
            <translation>&amp;Erscheinungsbild:</translation>
        </message>
        <message>
            <source>&amp;Density:</source>
            <translation>&amp;Dichte:</translation>
        </message>
        <message>
            <source>&amp;Language:</source>
            <translation>&amp;Sprache:</translation>
        </message>
        <message>
            <source>Use system setting</source>
            <translation>Systemeinstellung verwenden</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Erscheinungsbild</translation>
        </message>
        <message>
            <source>Comfortable</source>
            <translation>Geräumig</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>Kompakt</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>Dichte</translation>
        </message>
        <message>
            <source>Space between and around the thumbnails</source>
            <translation>Abstand zwischen den Vorschaubildern und um sie herum</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Takes effect the next time Picseek starts.</source>
            <translation>Wird beim nächsten Start von Picseek wirksam.</translation>
        </message>
    </context>
    <context>
        <name>GetModelDialog</name>
        <message>
            <source>Download a model</source>
            <translation>Modell herunterladen</translation>
        </message>
        <message>
            <source>&amp;Not now</source>
            <translation>Jetzt &amp;nicht</translation>
        </message>
        <message>
            <source>Close without downloading</source>
            <translation>Schließen, ohne etwas herunterzuladen</translation>
        </message>
        <message>
            <source>&amp;Agree and download</source>
            <translation>&amp;Zustimmen und herunterladen</translation>
        </message>
        <message>
            <source>Download “{}”?</source>
            <translation>„{}“ herunterladen?</translation>
        </message>
        <message>
            <source>Download:</source>
            <translation>Download:</translation>
        </message>
        <message>
            <source>Location:</source>
            <translation>Speicherort:</translation>
        </message>
        <message>
            <source>Free space:</source>
            <translation>Freier Speicherplatz:</translation>
        </message>
        <message>
            <source>License:</source>
            <translation>Lizenz:</translation>
        </message>
        <message>
            <source>Search languages:</source>
            <translation>Suchsprachen:</translation>
        </message>
        <message>
            <source>Good at:</source>
            <translation>Stärken:</translation>
        </message>
        <message>
            <source>After the download:</source>
            <translation>Nach dem Download:</translation>
        </message>
        <message>
            <source>Analyzes your {} once in the background ({})</source>
            <translation>Analysiert einmalig {} im Hintergrund ({})</translation>
        </message>
        <message>
            <source>read the license</source>
            <translation>Lizenz lesen</translation>
        </message>
        <message>
            <source>{} Picseek downloads the model's files from the server below and verifies them. Nothing else is sent: no pictures, no searches, no personal data. Once downloaded, the model works offline.</source>
            <translation>{} Picseek lädt die Dateien des Modells vom unten genannten Server und prüft sie. Sonst wird nichts gesendet: keine Bilder, keine Suchen, keine persönlichen Daten. Danach funktioniert das Modell offline.</translation>
        </message>
        <message>
            <source>Until it has analyzed your pictures, search works as before.</source>
            <translation>Bis es Ihre Bilder analysiert hat, funktioniert die Suche wie bisher.</translation>
        </message>
        <message>
            <source>up to {} from {}</source>
            <translation>bis zu {} von {}</translation>
        </message>
        <message>
            <source>{} from {}</source>
            <translation>{} von {}</translation>
        </message>
        <message>
            <source>{} of {} from {}; the rest is already downloaded</source>
            <translation>{} von {} von {}; der Rest ist bereits heruntergeladen</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>{}: not enough; free up space on this disk first</source>
            <translation>{}: nicht genug; geben Sie zuerst Speicherplatz auf diesem Datenträger frei</translation>
        </message>
    </context>
    <context>
        <name>GridView</name>
        <message>
            <source>You can drag up to {} pictures at a time.</source>
            <translation>Sie können höchstens {} Bilder gleichzeitig ziehen.</translation>
        </message>
    </context>
    <context>
        <name>HintController</name>
        <message>
            <source>Press Enter to search with {}.</source>
            <translation>Drücken Sie die Eingabetaste, um mit {} zu suchen.</translation>
        </message>
        <message>
            <source>Send this picture to the online model and search with it</source>
            <translation>Dieses Bild an das Online-Modell senden und damit suchen</translation>
        </message>
        <message>
            <source>Send picture</source>
            <translation>Bild senden</translation>
        </message>
        <message>
            <source>Cohere settings…</source>
            <translation>Cohere-Einstellungen…</translation>
        </message>
        <message>
            <source>Models…</source>
            <translation>Modelle…</translation>
        </message>
        <message>
            <source>Picseek doesn't know {}. Only names, dates, and captions can match.</source>
            <translation>Picseek kennt {} nicht. Nur Namen, Datumsangaben und Bildunterschriften können passen.</translation>
        </message>
        <message>
            <source>See the details before you download anything</source>
            <translation>Details ansehen, bevor etwas heruntergeladen wird</translation>
        </message>
        <message>
            <source>Improve search…</source>
            <translation>Suche verbessern…</translation>
        </message>
        <message>
            <source>Select this part of the search</source>
            <translation>Diesen Teil der Suche auswählen</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Anzeigen</translation>
        </message>
    </context>
    <context>
        <name>IndexProgress</name>
        <message>
            <source>Paused · {}</source>
            <translation>Angehalten · {}</translation>
        </message>
        <message numerus="yes">
            <source>Waiting for %Ln result(s) you've paid for; stop again to discard</source>
            <translation>
                <numerusform>Wartet auf %Ln bereits bezahltes Ergebnis; zum Verwerfen erneut stoppen</numerusform>
                <numerusform>Wartet auf %Ln bereits bezahlte Ergebnisse; zum Verwerfen erneut stoppen</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Wird gestoppt…</translation>
        </message>
    </context>
    <context>
        <name>IndexingController</name>
        <message>
            <source>Counting pictures to send…</source>
            <translation>Zu sendende Bilder werden gezählt…</translation>
        </message>
    </context>
    <context>
        <name>IndexingPage</name>
        <message>
            <source>Indexing</source>
            <translation>Indizierung</translation>
        </message>
        <message>
            <source>&amp;Give other apps priority</source>
            <translation>Anderen Apps &amp;Vorrang geben</translation>
        </message>
        <message>
            <source>Picseek indexes pictures at low priority. Recommended.</source>
            <translation>Picseek indiziert Bilder mit niedriger Priorität. Empfohlen.</translation>
        </message>
        <message>
            <source>When Picseek &amp;starts</source>
            <translation>Beim &amp;Start von Picseek</translation>
        </message>
        <message>
            <source>Check right after Picseek starts</source>
            <translation>Direkt nach dem Start von Picseek prüfen</translation>
        </message>
        <message>
            <source>When Picseek is &amp;idle</source>
            <translation>Wenn Picseek nicht &amp;benutzt wird</translation>
        </message>
        <message>
            <source>Wait until you haven't used Picseek for a minute</source>
            <translation>Warten, bis Picseek eine Minute lang nicht benutzt wurde</translation>
        </message>
        <message>
            <source>Only &amp;manually</source>
            <translation>Nur &amp;manuell</translation>
        </message>
        <message>
            <source>Wait until you choose “Check for changes” (F5)</source>
            <translation>Warten, bis Sie „Auf Änderungen prüfen“ wählen (F5)</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Processor cores to use</source>
            <translation>Zu verwendende Prozessorkerne</translation>
        </message>
        <message>
            <source>Number of pictures read at the same time</source>
            <translation>Anzahl gleichzeitig gelesener Bilder</translation>
        </message>
        <message>
            <source>Analyze pictures in more detail when the c&amp;omputer is idle</source>
            <translation>Bilder im &amp;Leerlauf des Computers genauer analysieren</translation>
        </message>
        <message>
            <source>Starts when you aren't using Picseek</source>
            <translation>Beginnt, wenn Sie Picseek gerade nicht benutzen</translation>
        </message>
        <message>
            <source>Check for new and changed pictures</source>
            <translation>Auf neue und geänderte Bilder prüfen</translation>
        </message>
        <message>
            <source>Folders you add are always indexed right away.</source>
            <translation>Neu hinzugefügte Ordner werden immer sofort indiziert.</translation>
        </message>
        <message>
            <source>Performance</source>
            <translation>Leistung</translation>
        </message>
        <message>
            <source>Processor &amp;cores to use:</source>
            <translation>Zu verwendende Prozessor&amp;kerne:</translation>
        </message>
        <message>
            <source>Takes effect the next time Picseek indexes.</source>
            <translation>Wird bei der nächsten Indizierung wirksam.</translation>
        </message>
        <message>
            <source>Detailed analysis</source>
            <translation>Detailanalyse</translation>
        </message>
        <message>
            <source>Makes small things in pictures easier to find. Each picture is analyzed once. The analysis pauses while you search or while the computer runs on battery.</source>
            <translation>Macht kleine Dinge in Bildern leichter auffindbar. Jedes Bild wird einmal analysiert. Die Analyse pausiert, während Sie suchen oder der Computer im Akkubetrieb läuft.</translation>
        </message>
    </context>
    <context>
        <name>InfoPanel</name>
        <message>
            <source>Information</source>
            <translation>Informationen</translation>
        </message>
        <message>
            <source>Couldn't be read</source>
            <translation>Nicht lesbar</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Why this result</source>
            <translation>Warum dieser Treffer</translation>
        </message>
        <message>
            <source>What Picseek recognizes</source>
            <translation>Was Picseek erkennt</translation>
        </message>
        <message>
            <source>Copies</source>
            <translation>Kopien</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über das Bild</translation>
        </message>
    </context>
    <context>
        <name>JobDialog</name>
        <message>
            <source>Starting…</source>
            <translation>Wird gestartet…</translation>
        </message>
        <message>
            <source>Stop; completed work is kept</source>
            <translation>Abbrechen; bereits Erledigtes bleibt erhalten</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Wird gestoppt…</translation>
        </message>
    </context>
    <context>
        <name>KeepAwake</name>
        <message>
            <source>Slideshow</source>
            <translation>Diaschau</translation>
        </message>
    </context>
    <context>
        <name>KeyBox</name>
        <message>
            <source>Save key</source>
            <translation>Schlüssel speichern</translation>
        </message>
        <message>
            <source>Save the key in the system's keyring</source>
            <translation>Den Schlüssel im Schlüsselbund des Systems speichern</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Testen</translation>
        </message>
        <message>
            <source>Send one test request; costs almost nothing</source>
            <translation>Eine Testanfrage senden; kostet fast nichts</translation>
        </message>
        <message>
            <source>Remove key</source>
            <translation>Schlüssel entfernen</translation>
        </message>
        <message>
            <source>Remove the key from the keyring</source>
            <translation>Den Schlüssel aus dem Schlüsselbund entfernen</translation>
        </message>
        <message>
            <source>API key</source>
            <translation>API-Schlüssel</translation>
        </message>
        <message>
            <source>Paste an API key</source>
            <translation>API-Schlüssel einfügen</translation>
        </message>
        <message>
            <source>The key is stored with your system's passwords</source>
            <translation>Der Schlüssel wird bei den Passwörtern des Systems gespeichert</translation>
        </message>
        <message>
            <source>Get an API key</source>
            <translation>API-Schlüssel erhalten</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Stop test</source>
            <translation>Test abbrechen</translation>
        </message>
        <message>
            <source>Testing {}…</source>
            <translation>{} wird getestet…</translation>
        </message>
        <message>
            <source>A key for {} is available. {}</source>
            <translation>Für {} ist ein Schlüssel vorhanden. {}</translation>
        </message>
        <message>
            <source>There's no key for {}.</source>
            <translation>Für {} ist kein Schlüssel vorhanden.</translation>
        </message>
    </context>
    <context>
        <name>LicenseDialog</name>
        <message>
            <source>License of “{}”</source>
            <translation>Lizenz von „{}“</translation>
        </message>
        <message>
            <source>The license is stored with the model's files. If you share the files, include it.</source>
            <translation>Die Lizenz ist bei den Dateien des Modells gespeichert. Wenn Sie die Dateien weitergeben, geben Sie die Lizenz mit.</translation>
        </message>
        <message>
            <source>License</source>
            <translation>Lizenz</translation>
        </message>
    </context>
    <context>
        <name>ListDialog</name>
        <message>
            <source>Loading…</source>
            <translation>Wird geladen…</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
    </context>
    <context>
        <name>LocalGroup</name>
        <message>
            <source>Add from folder…</source>
            <translation>Aus Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Choose a folder with a model's ONNX files and tokenizer; Picseek copies them</source>
            <translation>Einen Ordner mit ONNX-Dateien und Tokenizer eines Modells auswählen; Picseek kopiert sie</translation>
        </message>
        <message>
            <source>Stop copying</source>
            <translation>Kopieren abbrechen</translation>
        </message>
        <message>
            <source>Delete files</source>
            <translation>Dateien löschen</translation>
        </message>
        <message>
            <source>Cancel the download of “{}” and delete what has been downloaded ({})?</source>
            <translation>Den Download von „{}“ abbrechen und bereits Heruntergeladenes löschen ({})?</translation>
        </message>
        <message>
            <source>Delete the files of “{}” ({})?

Its index of your pictures is kept. To search with this model again, it has to be {}.</source>
            <translation>Die Dateien von „{}“ löschen ({})?

Sein Index Ihrer Bilder bleibt erhalten. Um wieder mit diesem Modell zu suchen, muss es {} werden.</translation>
        </message>
        <message>
            <source>downloaded again</source>
            <translation>erneut heruntergeladen</translation>
        </message>
        <message>
            <source>added again</source>
            <translation>erneut hinzugefügt</translation>
        </message>
        <message>
            <source>Choose a folder with a model's files</source>
            <translation>Ordner mit den Dateien eines Modells auswählen</translation>
        </message>
        <message>
            <source>Copying “{}”: {}</source>
            <translation>„{}“ wird kopiert: {}</translation>
        </message>
    </context>
    <context>
        <name>LocalRow</name>
        <message>
            <source>Recommended</source>
            <translation>Empfohlen</translation>
        </message>
        <message>
            <source>Best results for its size in your language</source>
            <translation>Beste Ergebnisse für seine Größe in Ihrer Sprache</translation>
        </message>
        <message>
            <source>Download…</source>
            <translation>Herunterladen…</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Pause the download; you can resume it later</source>
            <translation>Den Download anhalten; er lässt sich später fortsetzen</translation>
        </message>
        <message>
            <source>Delete files…</source>
            <translation>Dateien löschen…</translation>
        </message>
        <message>
            <source>{} on disk</source>
            <translation>{} auf dem Datenträger</translation>
        </message>
        <message>
            <source>License: {}</source>
            <translation>Lizenz: {}</translation>
        </message>
        <message>
            <source>uses about {} of memory</source>
            <translation>benötigt etwa {} Arbeitsspeicher</translation>
        </message>
        <message>
            <source>Waiting for another download to finish.</source>
            <translation>Wartet, bis ein anderer Download fertig ist.</translation>
        </message>
        <message>
            <source>Not downloaded</source>
            <translation>Nicht heruntergeladen</translation>
        </message>
        <message>
            <source>Incomplete: {} of {} downloaded.</source>
            <translation>Unvollständig: {} von {} heruntergeladen.</translation>
        </message>
        <message>
            <source>Its files are damaged or missing. Download it again.</source>
            <translation>Seine Dateien sind beschädigt oder fehlen. Laden Sie es erneut herunter.</translation>
        </message>
        <message>
            <source>Its files are damaged or missing. Add it from its folder again.</source>
            <translation>Seine Dateien sind beschädigt oder fehlen. Fügen Sie es erneut aus seinem Ordner hinzu.</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Download again…</source>
            <translation>Erneut herunterladen…</translation>
        </message>
        <message>
            <source>Download the rest from {}</source>
            <translation>Den Rest von {} herunterladen</translation>
        </message>
        <message>
            <source>See the details before you download anything</source>
            <translation>Details ansehen, bevor etwas heruntergeladen wird</translation>
        </message>
        <message>
            <source>Download of {}</source>
            <translation>Download von {}</translation>
        </message>
        <message>
            <source>Cancel {}</source>
            <translation>{} abbrechen</translation>
        </message>
        <message>
            <source>Delete files of {}</source>
            <translation>Dateien von {} löschen</translation>
        </message>
        <message>
            <source>Switch to another model first</source>
            <translation>Wechseln Sie zuerst zu einem anderen Modell</translation>
        </message>
        <message>
            <source>Cancel the download and delete what has been downloaded</source>
            <translation>Den Download abbrechen und bereits Heruntergeladenes löschen</translation>
        </message>
        <message>
            <source>Free up {}; its index of your pictures is kept</source>
            <translation>{} freigeben; sein Index Ihrer Bilder bleibt erhalten</translation>
        </message>
    </context>
    <context>
        <name>MatchOutlines</name>
        <message>
            <source>Finding the match…</source>
            <translation>Treffer wird gesucht…</translation>
        </message>
        <message>
            <source>No part of this picture stands out as a match.</source>
            <translation>Kein Bereich dieses Bildes sticht als Treffer hervor.</translation>
        </message>
        <message>
            <source>Your search doesn't name a thing that can be marked in a picture.</source>
            <translation>Ihre Suche nennt nichts, was sich in einem Bild markieren lässt.</translation>
        </message>
        <message>
            <source>The current model can't show where the match is.</source>
            <translation>Das aktuelle Modell kann nicht zeigen, wo der Treffer ist.</translation>
        </message>
    </context>
    <context>
        <name>ModelChooser</name>
        <message>
            <source>Search with another model</source>
            <translation>Mit einem anderen Modell suchen</translation>
        </message>
        <message>
            <source>{} (in use)</source>
            <translation>{} (wird verwendet)</translation>
        </message>
        <message>
            <source>Results from {}</source>
            <translation>Ergebnisse von {}</translation>
        </message>
        <message>
            <source>Results from {}. To compare, search with another model ({})</source>
            <translation>Ergebnisse von {}. Suchen Sie zum Vergleich mit einem anderen Modell ({})</translation>
        </message>
    </context>
    <context>
        <name>ModelRow</name>
        <message>
            <source>Use</source>
            <translation>Verwenden</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>Wird verwendet</translation>
        </message>
        <message>
            <source>{} is in use</source>
            <translation>{} wird verwendet</translation>
        </message>
        <message>
            <source>Use {}</source>
            <translation>{} verwenden</translation>
        </message>
        <message>
            <source>Search and index with this model ({})</source>
            <translation>Mit diesem Modell suchen und indizieren ({})</translation>
        </message>
        <message numerus="yes">
            <source>All %Ln picture(s) indexed</source>
            <translation>
                <numerusform>%Ln Bild indiziert</numerusform>
                <numerusform>Alle %Ln Bilder indiziert</numerusform>
            </translation>
        </message>
        <message>
            <source>{} of {} indexed</source>
            <translation>Indiziert: {} von {}</translation>
        </message>
        <message>
            <source>No pictures indexed yet</source>
            <translation>Noch keine Bilder indiziert</translation>
        </message>
    </context>
    <context>
        <name>ModelsPage</name>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Loading models…</source>
            <translation>Modelle werden geladen…</translation>
        </message>
        <message>
            <source>Basic: built in, ready to use</source>
            <translation>Einfach: eingebaut, sofort einsatzbereit</translation>
        </message>
        <message>
            <source>Better: on this computer</source>
            <translation>Besser: auf diesem Computer</translation>
        </message>
        <message>
            <source>Best: Cohere, over the internet</source>
            <translation>Am besten: Cohere, über das Internet</translation>
        </message>
        <message>
            <source>Enter a key…</source>
            <translation>Schlüssel eingeben…</translation>
        </message>
        <message>
            <source>Open the Cohere page to enter a key</source>
            <translation>Die Seite „Cohere“ öffnen, um einen Schlüssel einzugeben</translation>
        </message>
        <message>
            <source>Compare models…</source>
            <translation>Modelle vergleichen…</translation>
        </message>
        <message>
            <source>The model determines what you can find. You can switch at any time: every model keeps its index of your pictures, so switching back costs nothing.</source>
            <translation>Das Modell bestimmt, was Sie finden können. Sie können jederzeit wechseln: Jedes Modell behält seinen Index Ihrer Bilder, der Wechsel zurück kostet also nichts.</translation>
        </message>
        <message>
            <source>Name of another model</source>
            <translation>Name eines anderen Modells</translation>
        </message>
        <message>
            <source>Another model by name, such as embed-v4.0:512</source>
            <translation>Anderes Modell nach Namen, zum Beispiel embed-v4.0:512</translation>
        </message>
        <message>
            <source>Any model of the service, even if Picseek doesn't list it</source>
            <translation>Jedes Modell des Dienstes, auch wenn Picseek es nicht auflistet</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Verwenden</translation>
        </message>
        <message>
            <source>Use the model with this name</source>
            <translation>Das Modell mit diesem Namen verwenden</translation>
        </message>
        <message>
            <source>Run the same search with different models to compare the results</source>
            <translation>Dieselbe Suche mit verschiedenen Modellen ausführen, um die Ergebnisse zu vergleichen</translation>
        </message>
        <message>
            <source>Available when a second model has indexed your pictures</source>
            <translation>Verfügbar, sobald ein zweites Modell Ihre Bilder indiziert hat</translation>
        </message>
        <message>
            <source>Finds things, scenes and colors, and understands descriptions in many languages.</source>
            <translation>Findet Dinge, Szenen und Farben und versteht Beschreibungen in vielen Sprachen.</translation>
        </message>
    </context>
    <context>
        <name>NameSearch</name>
        <message>
            <source>No file name starts with “{}”.</source>
            <translation>Kein Dateiname beginnt mit „{}“.</translation>
        </message>
    </context>
    <context>
        <name>OpenWith</name>
        <message>
            <source>Looking for apps</source>
            <translation>Apps werden gesucht</translation>
        </message>
        <message>
            <source>The file was moved or deleted: {}</source>
            <translation>Die Datei wurde verschoben oder gelöscht: {}</translation>
        </message>
        <message>
            <source>{} opens one file at a time. Select up to {} pictures.</source>
            <translation>{} öffnet nur eine Datei auf einmal. Wählen Sie höchstens {} Bilder aus.</translation>
        </message>
        <message>
            <source>Opening with {}</source>
            <translation>Öffnen mit {}</translation>
        </message>
        <message>
            <source>{} couldn't be started.</source>
            <translation>{} konnte nicht gestartet werden.</translation>
        </message>
    </context>
    <context>
        <name>OpenWithDialog</name>
        <message>
            <source>Open with</source>
            <translation>Öffnen mit</translation>
        </message>
        <message>
            <source>Open {} with:</source>
            <translation>{} öffnen mit:</translation>
        </message>
        <message>
            <source>No app found for {}. Choose one.</source>
            <translation>Keine App für {} gefunden. Wählen Sie eine aus.</translation>
        </message>
        <message>
            <source>Apps</source>
            <translation>Apps</translation>
        </message>
        <message>
            <source>{} (default)</source>
            <translation>{} (Standard)</translation>
        </message>
        <message>
            <source>Other app…</source>
            <translation>Andere App…</translation>
        </message>
        <message>
            <source>Browse for an app</source>
            <translation>Nach einer App suchen</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Choose an app</source>
            <translation>App auswählen</translation>
        </message>
    </context>
    <context>
        <name>Pages</name>
        <message>
            <source>Choose a folder, then find its pictures by describing them.</source>
            <translation>Wählen Sie einen Ordner aus und finden Sie seine Bilder, indem Sie sie beschreiben.</translation>
        </message>
        <message>
            <source>Or drag a folder into this window.</source>
            <translation>Oder ziehen Sie einen Ordner in dieses Fenster.</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Ordner auswählen…</translation>
        </message>
        <message>
            <source>Choose a folder of pictures (Ctrl+Shift+O)</source>
            <translation>Einen Ordner mit Bildern auswählen (Strg+Umschalt+O)</translation>
        </message>
        <message>
            <source>Choose another folder…</source>
            <translation>Anderen Ordner auswählen…</translation>
        </message>
        <message>
            <source>Opening the library…</source>
            <translation>Die Bibliothek wird geöffnet…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Open read-only</source>
            <translation>Schreibgeschützt öffnen</translation>
        </message>
        <message>
            <source>Search the library while another Picseek window is using it</source>
            <translation>Die Bibliothek durchsuchen, während ein anderes Picseek-Fenster sie verwendet</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Create a new library</source>
            <translation>Neue Bibliothek anlegen</translation>
        </message>
        <message>
            <source>Create an empty library. The damaged one is moved to a folder next to it.</source>
            <translation>Eine leere Bibliothek anlegen. Die beschädigte wird in einen Ordner daneben verschoben.</translation>
        </message>
        <message>
            <source>Improve search…</source>
            <translation>Suche verbessern…</translation>
        </message>
        <message>
            <source>See the details before you download anything</source>
            <translation>Details ansehen, bevor etwas heruntergeladen wird</translation>
        </message>
        <message>
            <source>The library can't be opened</source>
            <translation>Die Bibliothek kann nicht geöffnet werden</translation>
        </message>
        <message>
            <source>You can restore the backup from {}.</source>
            <translation>Sie können die Sicherung vom {} wiederherstellen.</translation>
        </message>
        <message>
            <source>There is no backup.</source>
            <translation>Es gibt keine Sicherung.</translation>
        </message>
        <message>
            <source>The damaged library isn't deleted; it's moved to a folder next to it.</source>
            <translation>Die beschädigte Bibliothek wird nicht gelöscht, sondern in einen Ordner daneben verschoben.</translation>
        </message>
        <message>
            <source>The library is damaged</source>
            <translation>Die Bibliothek ist beschädigt</translation>
        </message>
        <message>
            <source>Restore backup</source>
            <translation>Sicherung wiederherstellen</translation>
        </message>
    </context>
    <context>
        <name>PictureActions</name>
        <message>
            <source>You can open up to {} pictures at a time.</source>
            <translation>Sie können höchstens {} Bilder gleichzeitig öffnen.</translation>
        </message>
        <message>
            <source>Open {} in separate windows?</source>
            <translation>{} in einzelnen Fenstern öffnen?</translation>
        </message>
        <message>
            <source>Open pictures</source>
            <translation>Bilder öffnen</translation>
        </message>
        <message>
            <source>Locating {}</source>
            <translation>Dateien werden gesucht: {}</translation>
        </message>
        <message>
            <source>The file was moved or deleted: {}</source>
            <translation>Die Datei wurde verschoben oder gelöscht: {}</translation>
        </message>
        <message>
            <source>No app found that can open {}</source>
            <translation>Keine App gefunden, die {} öffnen kann</translation>
        </message>
        <message>
            <source>Copied {}</source>
            <translation>{} kopiert</translation>
        </message>
        <message numerus="yes">
            <source>%Ln path(s) copied</source>
            <translation>
                <numerusform>Pfad kopiert</numerusform>
                <numerusform>Pfade kopiert</numerusform>
            </translation>
        </message>
        <message>
            <source>This picture is no longer in the library.</source>
            <translation>Dieses Bild ist nicht mehr in der Bibliothek.</translation>
        </message>
        <message>
            <source>{} and {} more</source>
            <translation>{} und {} weitere</translation>
        </message>
    </context>
    <context>
        <name>PreferencesDialog</name>
        <message>
            <source>Preferences</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
    </context>
    <context>
        <name>ProblemsDialog</name>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>Files that couldn't be indexed</source>
            <translation>Dateien, die nicht indiziert werden konnten</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Try to index all these files again</source>
            <translation>Erneut versuchen, alle diese Dateien zu indizieren</translation>
        </message>
        <message>
            <source>Show in file manager</source>
            <translation>Im Dateimanager anzeigen</translation>
        </message>
        <message>
            <source>Show the selected file in its folder</source>
            <translation>Die ausgewählte Datei in ihrem Ordner anzeigen</translation>
        </message>
        <message>
            <source>All folders</source>
            <translation>Alle Ordner</translation>
        </message>
        <message>
            <source>Show problems in all folders</source>
            <translation>Probleme aus allen Ordnern anzeigen</translation>
        </message>
        <message>
            <source>No problems found.</source>
            <translation>Keine Probleme gefunden.</translation>
        </message>
        <message>
            <source>{} in {}. These files couldn't be indexed.</source>
            <translation>{} in {}. Diese Dateien konnten nicht indiziert werden.</translation>
        </message>
        <message>
            <source>{}. These files couldn't be indexed; all others were.</source>
            <translation>{}. Diese Dateien konnten nicht indiziert werden, alle anderen schon.</translation>
        </message>
    </context>
    <context>
        <name>QuickLook</name>
        <message>
            <source>Quick look</source>
            <translation>Schnellansicht</translation>
        </message>
        <message>
            <source>{} of {}</source>
            <translation>{} von {}</translation>
        </message>
    </context>
    <context>
        <name>RecoveryController</name>
        <message>
            <source>The library couldn't be backed up. {}</source>
            <translation>Die Bibliothek konnte nicht gesichert werden. {}</translation>
        </message>
    </context>
    <context>
        <name>RenewalNotice</name>
        <message>
            <source>Picseek has a better model. It is indexing your {} again in the background, which takes about {} of disk space. Until it's done, search works as before.</source>
            <translation>Picseek hat ein besseres Modell. Dafür werden {} im Hintergrund neu indiziert; das benötigt etwa {} Speicherplatz. Bis dahin funktioniert die Suche wie bisher.</translation>
        </message>
        <message>
            <source>Keep earlier version</source>
            <translation>Frühere Version behalten</translation>
        </message>
        <message>
            <source>Your pictures have been indexed again. Picseek now finds more in them.</source>
            <translation>Ihre Bilder wurden neu indiziert. Picseek findet jetzt mehr darin.</translation>
        </message>
    </context>
    <context>
        <name>ResultMessage</name>
        <message>
            <source>Opening the library…</source>
            <translation>Die Bibliothek wird geöffnet…</translation>
        </message>
        <message>
            <source>{} selected</source>
            <translation>{} ausgewählt</translation>
        </message>
    </context>
    <context>
        <name>ResultsPresenter</name>
        <message>
            <source>No exact matches. Closest pictures:</source>
            <translation>Keine genauen Treffer. Ähnlichste Bilder:</translation>
        </message>
        <message>
            <source>Best matches</source>
            <translation>Beste Treffer</translation>
        </message>
        <message>
            <source>More results</source>
            <translation>Weitere Treffer</translation>
        </message>
        <message>
            <source>Closest pictures</source>
            <translation>Ähnlichste Bilder</translation>
        </message>
        <message>
            <source>Without “{}”: {} or more</source>
            <translation>Ohne „{}“: {} oder mehr</translation>
        </message>
        <message>
            <source>Without “{}”: {}</source>
            <translation>Ohne „{}“: {}</translation>
        </message>
        <message>
            <source>Try other or fewer words, or search in all folders.</source>
            <translation>Versuchen Sie es mit anderen oder weniger Wörtern, oder suchen Sie in allen Ordnern.</translation>
        </message>
        <message>
            <source>No results for “{}” in “{}”</source>
            <translation>Keine Treffer für „{}“ in „{}“</translation>
        </message>
        <message>
            <source>Try other or fewer words, or part of a file name. Clear the search box to see all pictures.</source>
            <translation>Versuchen Sie es mit anderen oder weniger Wörtern oder einem Teil eines Dateinamens. Leeren Sie das Suchfeld, um alle Bilder zu sehen.</translation>
        </message>
        <message>
            <source>No results for “{}”</source>
            <translation>Keine Treffer für „{}“</translation>
        </message>
        <message>
            <source>Pictures appear here as Picseek finds them in this folder.</source>
            <translation>Sobald Picseek in diesem Ordner Bilder findet, erscheinen sie hier.</translation>
        </message>
        <message>
            <source>No pictures in “{}”</source>
            <translation>Keine Bilder in „{}“</translation>
        </message>
        <message>
            <source>No pictures found</source>
            <translation>Keine Bilder gefunden</translation>
        </message>
        <message>
            <source>No pictures yet</source>
            <translation>Noch keine Bilder</translation>
        </message>
        <message>
            <source>Pictures appear here as Picseek finds them in your folders.</source>
            <translation>Sobald Picseek in Ihren Ordnern Bilder findet, erscheinen sie hier.</translation>
        </message>
        <message>
            <source>Subfolders were searched, too. Picseek finds JPEG, PNG, HEIC, WebP, TIFF, GIF, BMP, and AVIF files that aren't excluded in Preferences.</source>
            <translation>Auch Unterordner wurden durchsucht. Picseek findet JPEG-, PNG-, HEIC-, WebP-, TIFF-, GIF-, BMP- und AVIF-Dateien, die nicht in den Einstellungen ausgeschlossen sind.</translation>
        </message>
        <message>
            <source>The search couldn't be completed</source>
            <translation>Die Suche konnte nicht ausgeführt werden</translation>
        </message>
    </context>
    <context>
        <name>Rows</name>
        <message>
            <source>All pictures</source>
            <translation>Alle Bilder</translation>
        </message>
        <message>
            <source>Show pictures from all folders</source>
            <translation>Bilder aus allen Ordnern anzeigen</translation>
        </message>
        <message>
            <source>{} more folders…</source>
            <translation>{} weitere Ordner…</translation>
        </message>
        <message>
            <source>Show more folders (Enter)</source>
            <translation>Weitere Ordner anzeigen (Eingabe)</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>Nicht verbunden</translation>
        </message>
        <message>
            <source>Indexing…</source>
            <translation>Wird indiziert…</translation>
        </message>
        <message numerus="yes">
            <source>%Ln file(s) unavailable</source>
            <translation>
                <numerusform>%Ln Datei nicht verfügbar</numerusform>
                <numerusform>%Ln Dateien nicht verfügbar</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RunNotices</name>
        <message>
            <source>Preferences…</source>
            <translation>Einstellungen…</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Nochmals versuchen</translation>
        </message>
    </context>
    <context>
        <name>SavedController</name>
        <message>
            <source>Search for something first, then save the search.</source>
            <translation>Suchen Sie zuerst nach etwas und speichern Sie dann die Suche.</translation>
        </message>
        <message>
            <source>You've already saved this search: {}</source>
            <translation>Diese Suche ist bereits gespeichert: {}</translation>
        </message>
        <message>
            <source>Like {}</source>
            <translation>Ähnlich wie {}</translation>
        </message>
        <message>
            <source>{} in {}</source>
            <translation>{} in {}</translation>
        </message>
        <message>
            <source>Removed “{}”.</source>
            <translation>„{}“ entfernt.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>{} and {} more</source>
            <translation>{} und {} weitere</translation>
        </message>
    </context>
    <context>
        <name>SavedList</name>
        <message>
            <source>Saved searches</source>
            <translation>Gespeicherte Suchen</translation>
        </message>
        <message>
            <source>Search again</source>
            <translation>Erneut suchen</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Nach unten</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Similar to an example picture</source>
            <translation>Ähnlich wie ein Beispielbild</translation>
        </message>
        <message>
            <source>In {}</source>
            <translation>In {}</translation>
        </message>
    </context>
    <context>
        <name>Scrubber</name>
        <message>
            <source>Timeline</source>
            <translation>Zeitleiste</translation>
        </message>
        <message>
            <source>Drag to go to another month</source>
            <translation>Ziehen, um zu einem anderen Monat zu wechseln</translation>
        </message>
    </context>
    <context>
        <name>SearchBar</name>
        <message>
            <source>Describe what to find; use -word to exclude (Ctrl+F)</source>
            <translation>Beschreiben Sie, was Sie suchen; -Wort schließt etwas aus (Strg+F)</translation>
        </message>
        <message>
            <source>Search pictures</source>
            <translation>Bilder suchen</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Suche löschen</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Search in all folders</source>
            <translation>In allen Ordnern suchen</translation>
        </message>
        <message>
            <source>Remove folder</source>
            <translation>Ordner entfernen</translation>
        </message>
        <message>
            <source>Search without this example</source>
            <translation>Ohne dieses Beispiel suchen</translation>
        </message>
        <message>
            <source>Remove example</source>
            <translation>Beispiel entfernen</translation>
        </message>
        <message>
            <source>Like: {}</source>
            <translation>Ähnlich wie: {}</translation>
        </message>
        <message>
            <source>In: {}</source>
            <translation>In: {}</translation>
        </message>
        <message>
            <source>Open Preferences</source>
            <translation>Einstellungen öffnen</translation>
        </message>
        <message>
            <source>Describe a picture, or type part of its name</source>
            <translation>Ein Bild beschreiben oder einen Teil seines Namens eingeben</translation>
        </message>
        <message>
            <source>Describe a picture and press Enter</source>
            <translation>Ein Bild beschreiben und die Eingabetaste drücken</translation>
        </message>
    </context>
    <context>
        <name>SendDialog</name>
        <message>
            <source>Send pictures</source>
            <translation>Bilder senden</translation>
        </message>
        <message>
            <source>Price per million tokens in US dollars</source>
            <translation>Preis pro Million Tokens in US-Dollar</translation>
        </message>
        <message>
            <source>US dollars. Prices change, so enter the price on your bill.</source>
            <translation>US-Dollar. Preise ändern sich, geben Sie daher den Preis von Ihrer Rechnung ein.</translation>
        </message>
        <message>
            <source>Stop after this many &amp;pictures:</source>
            <translation>Stoppen nach so vielen &amp;Bildern:</translation>
        </message>
        <message>
            <source>Maximum number of pictures</source>
            <translation>Höchstzahl an Bildern</translation>
        </message>
        <message>
            <source>Stop before it costs &amp;more than:</source>
            <translation>Stoppen, bevor es &amp;mehr kostet als:</translation>
        </message>
        <message>
            <source>Maximum cost in US dollars</source>
            <translation>Höchstkosten in US-Dollar</translation>
        </message>
        <message>
            <source>Also send {} outside your &amp;folders that links point to</source>
            <translation>Auch {} außerhalb Ihrer &amp;Ordner senden, auf die Verknüpfungen verweisen</translation>
        </message>
        <message>
            <source>In the future, send up to {} new pictures at a time &amp;without asking</source>
            <translation>Künftig jeweils bis zu {} neue Bilder &amp;ohne Rückfrage senden</translation>
        </message>
        <message>
            <source>In the future, send up to {} new pictures for up to {} at a time &amp;without asking</source>
            <translation>Künftig jeweils bis zu {} neue Bilder für höchstens {} &amp;ohne Rückfrage senden</translation>
        </message>
        <message>
            <source>&amp;Not now</source>
            <translation>Jetzt &amp;nicht</translation>
        </message>
        <message>
            <source>Send nothing until you index again; pictures already indexed can still be found</source>
            <translation>Bis zur nächsten Indizierung nichts senden; bereits indizierte Bilder bleiben auffindbar</translation>
        </message>
        <message>
            <source>&amp;Send pictures</source>
            <translation>Bilder &amp;senden</translation>
        </message>
        <message>
            <source>Upload:</source>
            <translation>Upload:</translation>
        </message>
        <message>
            <source>Time:</source>
            <translation>Dauer:</translation>
        </message>
        <message>
            <source>Tokens:</source>
            <translation>Tokens:</translation>
        </message>
        <message>
            <source>Price per m&amp;illion tokens:</source>
            <translation>Preis pro M&amp;illion Tokens:</translation>
        </message>
        <message>
            <source>Price:</source>
            <translation>Preis:</translation>
        </message>
        <message>
            <source>as measured in this library</source>
            <translation>in dieser Bibliothek gemessen</translation>
        </message>
        <message>
            <source>assumed; not measured yet</source>
            <translation>angenommen; noch nicht gemessen</translation>
        </message>
        <message>
            <source>Send {} to {}?</source>
            <translation>{} an {} senden?</translation>
        </message>
        <message>
            <source>Send up to {} to {}?</source>
            <translation>Bis zu {} an {} senden?</translation>
        </message>
        <message>
            <source>“{}” doesn't run on this computer. To index pictures with it, Picseek sends each picture there once, scaled down.</source>
            <translation>„{}“ läuft nicht auf diesem Computer. Zum Indizieren sendet Picseek jedes Bild einmal verkleinert dorthin.</translation>
        </message>
        <message>
            <source>As you've chosen, names and captions are sent along with each picture.</source>
            <translation>Wie von Ihnen gewählt, werden mit jedem Bild Namen und Bildunterschriften gesendet.</translation>
        </message>
        <message>
            <source>File names, locations, and camera data aren't sent.</source>
            <translation>Dateinamen, Orte und Kameradaten werden nicht gesendet.</translation>
        </message>
        <message>
            <source>as fast as the server allows</source>
            <translation>so schnell, wie der Server es zulässt</translation>
        </message>
        <message>
            <source>{} at the rate your key allows, possibly longer</source>
            <translation>{} bei der Rate, die Ihr Schlüssel erlaubt, eventuell länger</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>etwa {}</translation>
        </message>
        <message>
            <source>If you set a limit, Picseek always asks</source>
            <translation>Wenn Sie ein Limit festlegen, fragt Picseek jedes Mal</translation>
        </message>
        <message>
            <source>unknown; enter the price per million tokens</source>
            <translation>unbekannt; geben Sie den Preis pro Million Tokens ein</translation>
        </message>
        <message>
            <source>First enter the price per million tokens</source>
            <translation>Geben Sie zuerst den Preis pro Million Tokens ein</translation>
        </message>
        <message>
            <source>By this estimate, all pictures are sent before the limit is reached.</source>
            <translation>Nach dieser Schätzung sind alle Bilder gesendet, bevor das Limit erreicht ist.</translation>
        </message>
        <message>
            <source>By this estimate, sending stops after {}. You can continue later.</source>
            <translation>Nach dieser Schätzung werden bis zum Limit gesendet: {}. Sie können später fortfahren.</translation>
        </message>
        <message>
            <source>Without a limit, all pictures are sent. You can stop at any time.</source>
            <translation>Ohne Limit werden alle Bilder gesendet. Sie können jederzeit stoppen.</translation>
        </message>
        <message>
            <source>Without a limit, all pictures are sent, for at most {}. You can stop at any time.</source>
            <translation>Ohne Limit werden alle Bilder gesendet, für höchstens {}. Sie können jederzeit stoppen.</translation>
        </message>
    </context>
    <context>
        <name>SendingController</name>
        <message>
            <source>Review…</source>
            <translation>Prüfen…</translation>
        </message>
        <message>
            <source>Continue…</source>
            <translation>Fortfahren…</translation>
        </message>
        <message>
            <source>Not sent: {} outside your folders that links point to.</source>
            <translation>Nicht gesendet: {} außerhalb Ihrer Ordner, auf die Verknüpfungen verweisen.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s) waiting to be sent to {}.</source>
            <translation>
                <numerusform>%Ln Bild wartet darauf, an {} gesendet zu werden.</numerusform>
                <numerusform>%Ln Bilder warten darauf, an {} gesendet zu werden.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SentController</name>
        <message>
            <source>The picture was moved or deleted.</source>
            <translation>Das Bild wurde verschoben oder gelöscht.</translation>
        </message>
        <message>
            <source>No app found that can open this picture.</source>
            <translation>Keine App gefunden, die dieses Bild öffnen kann.</translation>
        </message>
        <message>
            <source>Export sent data</source>
            <translation>Gesendete Daten exportieren</translation>
        </message>
        <message>
            <source>sent data.csv</source>
            <translation>gesendete Daten.csv</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV-Dateien (*.csv)</translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) exported to {}.</source>
            <translation>
                <numerusform>%Ln Zeile nach {} exportiert.</numerusform>
                <numerusform>%Ln Zeilen nach {} exportiert.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SentDialog</name>
        <message>
            <source>Sent data</source>
            <translation>Gesendete Daten</translation>
        </message>
        <message>
            <source>&amp;Export as CSV…</source>
            <translation>Als CSV &amp;exportieren…</translation>
        </message>
        <message>
            <source>Save the whole list as a file</source>
            <translation>Die ganze Liste als Datei speichern</translation>
        </message>
        <message>
            <source>&amp;Open picture</source>
            <translation>Bild ö&amp;ffnen</translation>
        </message>
        <message>
            <source>Show in &amp;file manager</source>
            <translation>Im &amp;Dateimanager anzeigen</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Content</source>
            <translation>Inhalt</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Sent to</source>
            <translation>Gesendet an</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Tokens</source>
            <translation>Tokens</translation>
        </message>
        <message>
            <source>a search</source>
            <translation>eine Suche</translation>
        </message>
        <message>
            <source>a picture that is no longer in the library</source>
            <translation>ein Bild, das nicht mehr in der Bibliothek ist</translation>
        </message>
        <message>
            <source>no response</source>
            <translation>keine Antwort</translation>
        </message>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
        <message>
            <source>This was sent, but the service didn't respond.</source>
            <translation>Dies wurde gesendet, aber der Dienst hat nicht geantwortet.</translation>
        </message>
        <message>
            <source>Nothing has been sent from this computer.</source>
            <translation>Von diesem Computer wurde nichts gesendet.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln search(es)</source>
            <translation>
                <numerusform>%Ln Suche</numerusform>
                <numerusform>%Ln Suchen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln token(s)</source>
            <translation>
                <numerusform>%Ln Token</numerusform>
                <numerusform>%Ln Tokens</numerusform>
            </translation>
        </message>
        <message>
            <source>Showing the newest {}: {}. To see all, export them as CSV.</source>
            <translation>Die neuesten {} werden angezeigt: {}. Um alle zu sehen, exportieren Sie sie als CSV.</translation>
        </message>
    </context>
    <context>
        <name>ServiceBox</name>
        <message>
            <source>The address is set by CO_API_URL in the environment, which overrides this field.</source>
            <translation>Die Adresse ist durch die Umgebungsvariable CO_API_URL festgelegt, die Vorrang vor diesem Feld hat.</translation>
        </message>
        <message>
            <source>Use without encryption…</source>
            <translation>Ohne Verschlüsselung verwenden…</translation>
        </message>
        <message>
            <source>Pictures per minute</source>
            <translation>Bilder pro Minute</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>Kein Limit</translation>
        </message>
        <message>
            <source> per minute</source>
            <translation> pro Minute</translation>
        </message>
        <message>
            <source>Service default</source>
            <translation>Standard des Dienstes</translation>
        </message>
        <message>
            <source>Searches per minute; 0 means no limit</source>
            <translation>Suchen pro Minute; 0 bedeutet kein Limit</translation>
        </message>
        <message>
            <source>Number of requests sent at the same time</source>
            <translation>Anzahl gleichzeitig gesendeter Anfragen</translation>
        </message>
        <message>
            <source>Cohere (default)</source>
            <translation>Cohere (Standard)</translation>
        </message>
        <message>
            <source>Address of a custom server, such as https://embed.example.com. Leave empty to use Cohere.</source>
            <translation>Adresse eines eigenen Servers, zum Beispiel https://embed.example.com. Leer lassen, um Cohere zu verwenden.</translation>
        </message>
        <message>
            <source>What your key allows. Picseek never sends faster than this.</source>
            <translation>Was Ihr Schlüssel erlaubt. Picseek sendet nie schneller.</translation>
        </message>
        <message>
            <source>Production key: {} pictures per minute</source>
            <translation>Produktionsschlüssel: {} Bilder pro Minute</translation>
        </message>
        <message>
            <source>Custom…</source>
            <translation>Eigene…</translation>
        </message>
        <message>
            <source>Also send names and captions</source>
            <translation>Auch Namen und Bildunterschriften senden</translation>
        </message>
        <message>
            <source>Server &amp;address:</source>
            <translation>Server&amp;adresse:</translation>
        </message>
        <message>
            <source>&amp;Rate:</source>
            <translation>&amp;Rate:</translation>
        </message>
        <message>
            <source>&amp;Searches per minute:</source>
            <translation>&amp;Suchen pro Minute:</translation>
        </message>
        <message>
            <source>Simultaneous re&amp;quests:</source>
            <translation>Gleichzeitige An&amp;fragen:</translation>
        </message>
        <message>
            <source>Along with each picture, Picseek then sends the names of its file and folder, and the titles, captions, keywords, and people's names stored in it or in an accompanying file. Models that support this find more. Pictures that are already indexed are sent again; Picseek asks first.</source>
            <translation>Mit jedem Bild sendet Picseek dann die Namen von Datei und Ordner sowie Titel, Bildunterschriften, Stichwörter und Personennamen aus dem Bild oder einer Begleitdatei. Modelle, die dies unterstützen, finden dadurch mehr. Bereits indizierte Bilder werden erneut gesendet; Picseek fragt vorher.</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>Data to send</source>
            <translation>Zu sendende Daten</translation>
        </message>
        <message>
            <source>No limit: as fast as the server allows</source>
            <translation>Kein Limit: so schnell, wie der Server es zulässt</translation>
        </message>
        <message>
            <source>Trial key: {} pictures per minute</source>
            <translation>Testschlüssel: {} Bilder pro Minute</translation>
        </message>
        <message>
            <source>The connection to {} wouldn't be encrypted, so nothing is sent there.</source>
            <translation>Die Verbindung zu {} wäre nicht verschlüsselt, deshalb wird dorthin nichts gesendet.</translation>
        </message>
        <message>
            <source>Connect to {} without encryption?

Others on the network, for example on shared Wi-Fi or at a proxy, can read your pictures, your searches, and your API key. To avoid this, use an address that starts with https://.</source>
            <translation>Ohne Verschlüsselung mit {} verbinden?

Andere im Netzwerk, etwa in einem gemeinsam genutzten WLAN oder an einem Proxy, können Ihre Bilder, Ihre Suchen und Ihren API-Schlüssel lesen. Um das zu vermeiden, verwenden Sie eine Adresse, die mit https:// beginnt.</translation>
        </message>
        <message>
            <source>Connect without encryption</source>
            <translation>Ohne Verschlüsselung verbinden</translation>
        </message>
    </context>
    <context>
        <name>ServiceController</name>
        <message>
            <source>Key saved.</source>
            <translation>Schlüssel gespeichert.</translation>
        </message>
        <message>
            <source>Key removed.</source>
            <translation>Schlüssel entfernt.</translation>
        </message>
        <message>
            <source>There was no key to remove.</source>
            <translation>Es war kein Schlüssel vorhanden.</translation>
        </message>
        <message>
            <source>Saved.</source>
            <translation>Gespeichert.</translation>
        </message>
        <message>
            <source>{} responded. The connection works.</source>
            <translation>{} hat geantwortet. Die Verbindung funktioniert.</translation>
        </message>
        <message>
            <source>The change takes effect when indexing finishes.</source>
            <translation>Die Änderung wird nach Abschluss der laufenden Indizierung wirksam.</translation>
        </message>
        <message>
            <source>Test stopped.</source>
            <translation>Test abgebrochen.</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>The library isn't open.</source>
            <translation>Die Bibliothek ist nicht geöffnet.</translation>
        </message>
        <message>
            <source>The library couldn't be opened: {}</source>
            <translation>Die Bibliothek konnte nicht geöffnet werden: {}</translation>
        </message>
        <message>
            <source>An unexpected error occurred.</source>
            <translation>Ein unerwarteter Fehler ist aufgetreten.</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Search actions and shortcuts</source>
            <translation>Aktionen und Tastenkürzel suchen</translation>
        </message>
        <message>
            <source>Actions and shortcuts</source>
            <translation>Aktionen und Tastenkürzel</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Shortcut</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Überall</translation>
        </message>
        <message>
            <source>In the picture grid</source>
            <translation>Im Bilderraster</translation>
        </message>
        <message>
            <source>Go to a picture by name</source>
            <translation>Zu einem Bild anhand des Namens springen</translation>
        </message>
        <message>
            <source>Type the first letters</source>
            <translation>Anfangsbuchstaben eingeben</translation>
        </message>
        <message>
            <source>Add or remove one picture</source>
            <translation>Ein Bild hinzufügen oder entfernen</translation>
        </message>
        <message>
            <source>{}click</source>
            <translation>{}Klick</translation>
        </message>
        <message>
            <source>Select a range</source>
            <translation>Einen Bereich auswählen</translation>
        </message>
        <message>
            <source>Select pictures in an area</source>
            <translation>Bilder in einem Rechteck auswählen</translation>
        </message>
        <message>
            <source>Drag from an empty spot</source>
            <translation>Von einer freien Stelle aus ziehen</translation>
        </message>
        <message>
            <source>Select a whole month</source>
            <translation>Einen ganzen Monat auswählen</translation>
        </message>
        <message>
            <source>Click its title</source>
            <translation>Auf den Titel klicken</translation>
        </message>
        <message>
            <source>Larger or smaller thumbnails</source>
            <translation>Größere oder kleinere Vorschaubilder</translation>
        </message>
        <message>
            <source>{}wheel</source>
            <translation>{}Mausrad</translation>
        </message>
    </context>
    <context>
        <name>SidePanel</name>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Saved searches</source>
            <translation>Gespeicherte Suchen</translation>
        </message>
        <message>
            <source>Remove from library…</source>
            <translation>Aus der Bibliothek entfernen…</translation>
        </message>
        <message>
            <source>Remove the selected folder from the library; its pictures stay on disk (Del)</source>
            <translation>Den ausgewählten Ordner aus der Bibliothek entfernen; seine Bilder bleiben auf dem Datenträger (Entf)</translation>
        </message>
        <message>
            <source>Search for something, then save it with {}.</source>
            <translation>Suchen Sie nach etwas und speichern Sie die Suche mit {}.</translation>
        </message>
        <message>
            <source>Show only this folder</source>
            <translation>Nur diesen Ordner anzeigen</translation>
        </message>
        <message>
            <source>Open in file manager</source>
            <translation>Im Dateimanager öffnen</translation>
        </message>
        <message>
            <source>Copy path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Check this folder for changes</source>
            <translation>Diesen Ordner auf Änderungen prüfen</translation>
        </message>
        <message>
            <source>Exclude this folder…</source>
            <translation>Diesen Ordner ausschließen…</translation>
        </message>
        <message>
            <source>Show {}…</source>
            <translation>{} anzeigen…</translation>
        </message>
    </context>
    <context>
        <name>SidebarCommands</name>
        <message>
            <source>&amp;Save search</source>
            <translation>Suche &amp;speichern</translation>
        </message>
        <message>
            <source>Save this search in the sidebar</source>
            <translation>Diese Suche in der Seitenleiste speichern</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>&amp;Tastenkürzel</translation>
        </message>
        <message>
            <source>Show all actions and their shortcuts</source>
            <translation>Alle Aktionen und ihre Tastenkürzel anzeigen</translation>
        </message>
        <message>
            <source>&amp;About Picseek</source>
            <translation>Ü&amp;ber Picseek</translation>
        </message>
        <message>
            <source>Show version and license</source>
            <translation>Version und Lizenz anzeigen</translation>
        </message>
        <message>
            <source>&amp;Search</source>
            <translation>&amp;Suchen</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
    </context>
    <context>
        <name>SlideShow</name>
        <message>
            <source>Slideshow: time per picture</source>
            <translation>Diaschau: Zeit pro Bild</translation>
        </message>
        <message>
            <source>{} seconds</source>
            <translation>{} Sekunden</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Playing</source>
            <translation>Wiedergabe</translation>
        </message>
    </context>
    <context>
        <name>SpanChips</name>
        <message>
            <source>How the search was understood</source>
            <translation>So wurde die Suche verstanden</translation>
        </message>
        <message>
            <source>Search for these words in what pictures show instead</source>
            <translation>Stattdessen danach suchen, was Bilder zeigen</translation>
        </message>
        <message>
            <source>Search for {} as a description</source>
            <translation>Nach {} als Beschreibung suchen</translation>
        </message>
        <message>
            <source>Remove from the search</source>
            <translation>Aus der Suche entfernen</translation>
        </message>
        <message>
            <source>Remove {}</source>
            <translation>{} entfernen</translation>
        </message>
        <message>
            <source>{}: {}</source>
            <translation>{}: {}</translation>
        </message>
    </context>
    <context>
        <name>StatusBar</name>
        <message>
            <source>Show the files that couldn't be indexed, and why</source>
            <translation>Dateien anzeigen, die nicht indiziert werden konnten, mit Grund</translation>
        </message>
        <message>
            <source>Indexing progress</source>
            <translation>Fortschritt der Indizierung</translation>
        </message>
        <message>
            <source>Picseek is analyzing your pictures in more detail, to find small things in them. You can keep searching. To change this, go to Preferences &gt; Indexing.</source>
            <translation>Picseek analysiert Ihre Bilder genauer, um auch kleine Dinge darin zu finden. Sie können weiter suchen. Ändern können Sie dies unter „Einstellungen“ &gt; „Indizierung“.</translation>
        </message>
        <message>
            <source>Thumbnail size (Ctrl++ and Ctrl+-)</source>
            <translation>Größe der Vorschaubilder (Strg++ und Strg+-)</translation>
        </message>
        <message>
            <source>Thumbnail size</source>
            <translation>Größe der Vorschaubilder</translation>
        </message>
        <message>
            <source>Resume detailed analysis</source>
            <translation>Detailanalyse fortsetzen</translation>
        </message>
        <message>
            <source>Pause detailed analysis</source>
            <translation>Detailanalyse anhalten</translation>
        </message>
        <message>
            <source>{}. Show models</source>
            <translation>{}. Modelle anzeigen</translation>
        </message>
    </context>
    <context>
        <name>StorageController</name>
        <message>
            <source>Stopped.</source>
            <translation>Abgebrochen.</translation>
        </message>
        <message>
            <source>Thumbnails deleted. Picseek creates them again as needed.</source>
            <translation>Vorschaubilder gelöscht. Picseek erstellt sie bei Bedarf neu.</translation>
        </message>
        <message>
            <source>Index removed. To free up its space, compact the database.</source>
            <translation>Index entfernt. Um seinen Speicherplatz freizugeben, komprimieren Sie die Datenbank.</translation>
        </message>
        <message>
            <source>Database compacted.</source>
            <translation>Datenbank komprimiert.</translation>
        </message>
    </context>
    <context>
        <name>StoragePage</name>
        <message>
            <source>Storage</source>
            <translation>Speicherplatz</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Delete all thumbnails; Picseek creates them again as needed</source>
            <translation>Alle Vorschaubilder löschen; Picseek erstellt sie bei Bedarf neu</translation>
        </message>
        <message>
            <source>Clear thumbnails</source>
            <translation>Vorschaubilder löschen</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>Komprimieren</translation>
        </message>
        <message>
            <source>Rewrite the database without unused space; this may take several minutes</source>
            <translation>Die Datenbank ohne ungenutzten Platz neu schreiben; dies kann einige Minuten dauern</translation>
        </message>
        <message>
            <source>Compact database</source>
            <translation>Datenbank komprimieren</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Thumbnails</source>
            <translation>Vorschaubilder</translation>
        </message>
        <message>
            <source>Database, with all indexes</source>
            <translation>Datenbank mit allen Indizes</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <source>Open the folder with all the files Picseek writes</source>
            <translation>Den Ordner mit allen Dateien öffnen, die Picseek schreibt</translation>
        </message>
        <message>
            <source>Every model has its own index of your pictures, which is kept when you switch models. If you remove it, the model has to index your pictures again.</source>
            <translation>Jedes Modell hat einen eigenen Index Ihrer Bilder, der beim Wechsel des Modells erhalten bleibt. Wenn Sie ihn entfernen, muss das Modell Ihre Bilder erneut indizieren.</translation>
        </message>
        <message>
            <source>Disk usage</source>
            <translation>Speicherbelegung</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>Speicherort</translation>
        </message>
        <message>
            <source>{}, including {} of unused space</source>
            <translation>{}, davon {} ungenutzt</translation>
        </message>
        <message>
            <source>Index of {}</source>
            <translation>Index von {}</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen…</translation>
        </message>
        <message>
            <source>Remove the index of {}</source>
            <translation>Den Index von {} entfernen</translation>
        </message>
        <message>
            <source>{} from {}, not in use</source>
            <translation>{} von {}, nicht verwendet</translation>
        </message>
        <message>
            <source>{}, earlier version</source>
            <translation>{}, frühere Version</translation>
        </message>
        <message>
            <source>Remove the index of {} ({})?</source>
            <translation>Den Index von {} entfernen ({})?</translation>
        </message>
        <message>
            <source>To search with this model again, it has to index all your pictures again. If it belongs to an online service, the pictures are sent again, which may cost money.</source>
            <translation>Um wieder mit diesem Modell zu suchen, muss es alle Ihre Bilder erneut indizieren. Gehört es zu einem Onlinedienst, werden die Bilder erneut gesendet, was Kosten verursachen kann.</translation>
        </message>
        <message>
            <source>Remove index</source>
            <translation>Index entfernen</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
    </context>
    <context>
        <name>TrashDialog</name>
        <message>
            <source>Move to {}</source>
            <translation>In den {} verschieben</translation>
        </message>
        <message>
            <source>Move {} to the {}?</source>
            <translation>{} in den {} verschieben?</translation>
        </message>
        <message>
            <source>Links to a file are moved with it.</source>
            <translation>Verknüpfungen mit einer Datei werden mitverschoben.</translation>
        </message>
        <message>
            <source>This picture has copies in other places.</source>
            <translation>Von diesem Bild gibt es Kopien an anderen Orten.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln of these picture(s) have copies in other places.</source>
            <translation>
                <numerusform>Von einem dieser Bilder gibt es Kopien an anderen Orten.</numerusform>
                <numerusform>Von %Ln dieser Bilder gibt es Kopien an anderen Orten.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Only the file(s) shown (%Ln)</source>
            <translation>
                <numerusform>Nur die angezeigte Datei</numerusform>
                <numerusform>Nur die %Ln angezeigten Dateien</numerusform>
            </translation>
        </message>
        <message>
            <source>Copies stay on disk, so the picture stays in the library</source>
            <translation>Die Kopien bleiben erhalten und damit das Bild in der Bibliothek</translation>
        </message>
        <message>
            <source>All copies ({})</source>
            <translation>Alle Kopien ({})</translation>
        </message>
        <message>
            <source>All files with these pictures, in all folders</source>
            <translation>Alle Dateien mit diesen Bildern, in allen Ordnern</translation>
        </message>
        <message>
            <source>You can undo this until you quit Picseek.</source>
            <translation>Sie können dies rückgängig machen, bis Sie Picseek beenden.</translation>
        </message>
        <message>
            <source>To restore the files later, open the {}.</source>
            <translation>Um die Dateien später wiederherzustellen, öffnen Sie den {}.</translation>
        </message>
    </context>
    <context>
        <name>ViewerActions</name>
        <message>
            <source>Back to the results</source>
            <translation>Zurück zu den Ergebnissen</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>Nächstes Bild</translation>
        </message>
        <message>
            <source>Previous picture</source>
            <translation>Vorheriges Bild</translation>
        </message>
        <message>
            <source>Picture to the right</source>
            <translation>Bild rechts davon</translation>
        </message>
        <message>
            <source>Picture to the left</source>
            <translation>Bild links davon</translation>
        </message>
        <message>
            <source>First picture</source>
            <translation>Erstes Bild</translation>
        </message>
        <message>
            <source>Last picture</source>
            <translation>Letztes Bild</translation>
        </message>
        <message>
            <source>Fit to window</source>
            <translation>An Fenster anpassen</translation>
        </message>
        <message>
            <source>Actual size</source>
            <translation>Originalgröße</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Vergrößern</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Verkleinern</translation>
        </message>
        <message>
            <source>Rotate left</source>
            <translation>Nach links drehen</translation>
        </message>
        <message>
            <source>Rotate right</source>
            <translation>Nach rechts drehen</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Nach unten</translation>
        </message>
        <message>
            <source>Move left</source>
            <translation>Nach links</translation>
        </message>
        <message>
            <source>Move right</source>
            <translation>Nach rechts</translation>
        </message>
        <message>
            <source>Information</source>
            <translation>Informationen</translation>
        </message>
        <message>
            <source>Show match in picture</source>
            <translation>Treffer im Bild anzeigen</translation>
        </message>
        <message>
            <source>Filmstrip</source>
            <translation>Filmstreifen</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <source>Play or pause</source>
            <translation>Abspielen oder anhalten</translation>
        </message>
    </context>
    <context>
        <name>ViewerController</name>
        <message>
            <source>Vie&amp;wer</source>
            <translation>B&amp;etrachter</translation>
        </message>
    </context>
    <context>
        <name>ViewerPage</name>
        <message>
            <source>Viewer</source>
            <translation>Bildbetrachter</translation>
        </message>
        <message>
            <source>{} of {}</source>
            <translation>{} von {}</translation>
        </message>
        <message>
            <source>{}%</source>
            <translation>{} %</translation>
        </message>
    </context>
    <context>
        <name>WindowParts</name>
        <message>
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
    </context>
    <context>
        <name>about</name>
        <message>
            <source>About Picseek</source>
            <translation>Über Picseek</translation>
        </message>
        <message>
            <source>Picseek {}</source>
            <translation>Picseek {}</translation>
        </message>
        <message>
            <source>Find pictures on your own disk by describing them.</source>
            <translation>Findet Bilder auf Ihrem Computer anhand von Beschreibungen.</translation>
        </message>
        <message>
            <source>Nothing leaves this computer unless you choose to send it.</source>
            <translation>Nichts verlässt diesen Computer, es sei denn, Sie entscheiden sich für das Senden.</translation>
        </message>
        <message>
            <source>MIT License
Python {} · Qt {} · {}</source>
            <translation>MIT-Lizenz
Python {} · Qt {} · {}</translation>
        </message>
    </context>
    <context>
        <name>accessible</name>
        <message>
            <source>{} of {}</source>
            <translation>{} von {}</translation>
        </message>
        <message>
            <source>Picture {}</source>
            <translation>Bild {}</translation>
        </message>
    </context>
    <context>
        <name>amount_boxes</name>
        <message>
            <source>unknown</source>
            <translation>unbekannt</translation>
        </message>
    </context>
    <context>
        <name>amounts</name>
        <message>
            <source>{} of {}</source>
            <translation>{} von {}</translation>
        </message>
        <message>
            <source>{}/s</source>
            <translation>{}/s</translation>
        </message>
        <message>
            <source>${}</source>
            <translation>{} $</translation>
        </message>
        <message>
            <source>less than {}</source>
            <translation>weniger als {}</translation>
        </message>
        <message>
            <source>about {}</source>
            <translation>etwa {}</translation>
        </message>
        <message>
            <source>nothing</source>
            <translation>nichts</translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s) per minute on this computer</source>
            <translation>
                <numerusform>%Ln Bild pro Minute auf diesem Computer</numerusform>
                <numerusform>%Ln Bilder pro Minute auf diesem Computer</numerusform>
            </translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>weniger als eine Minute</translation>
        </message>
        <message>
            <source>{} min</source>
            <translation>{} Min.</translation>
        </message>
        <message>
            <source>{} h {} min</source>
            <translation>{} Std. {} Min.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln day(s)</source>
            <translation>
                <numerusform>%Ln Tag</numerusform>
                <numerusform>%Ln Tage</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>engine</name>
        <message>
            <source>The file was moved or deleted: {place}</source>
            <translation>Die Datei wurde verschoben oder gelöscht: {place}</translation>
        </message>
        <message>
            <source>This picture is no longer in the library.</source>
            <translation>Dieses Bild ist nicht mehr in der Bibliothek.</translation>
        </message>
        <message>
            <source>The folder {folder} is unavailable. Its drive may be disconnected.</source>
            <translation>Der Ordner {folder} ist nicht verfügbar. Sein Laufwerk ist möglicherweise nicht verbunden.</translation>
        </message>
        <message>
            <source>The key comes from the environment variable CO_API_KEY.</source>
            <translation>Der Schlüssel stammt aus der Umgebungsvariable CO_API_KEY.</translation>
        </message>
        <message>
            <source>The key is saved in the system's keyring.</source>
            <translation>Der Schlüssel ist im Schlüsselbund des Systems gespeichert.</translation>
        </message>
        <message>
            <source>This system has no working keyring, so the key is kept only until you quit Picseek.</source>
            <translation>Dieses System hat keinen funktionierenden Schlüsselbund. Der Schlüssel gilt daher nur, bis Sie Picseek beenden.</translation>
        </message>
        <message>
            <source>Enter a key.</source>
            <translation>Geben Sie einen Schlüssel ein.</translation>
        </message>
        <message>
            <source>This isn't an API key: it contains spaces, line breaks, or characters that keys don't have. Copy only the key.</source>
            <translation>Dies ist kein API-Schlüssel: Er enthält Leerzeichen, Zeilenumbrüche oder Zeichen, die in Schlüsseln nicht vorkommen. Kopieren Sie nur den Schlüssel.</translation>
        </message>
        <message>
            <source>This isn't an API key: it has {length} characters, but keys have {shortest} to {longest}. Copy the whole key again.</source>
            <translation>Dies ist kein API-Schlüssel: Er hat {length} Zeichen, Schlüssel haben aber {shortest} bis {longest}. Kopieren Sie den ganzen Schlüssel erneut.</translation>
        </message>
        <message>
            <source>The key couldn't be removed from the system's keyring. Remove “{account}” ({service}) with the system's password manager.</source>
            <translation>Der Schlüssel konnte nicht aus dem Schlüsselbund des Systems entfernt werden. Entfernen Sie „{account}“ ({service}) mit der Passwortverwaltung des Systems.</translation>
        </message>
        <message>
            <source>Environment variable {variable}: {error}</source>
            <translation>Umgebungsvariable {variable}: {error}</translation>
        </message>
        <message>
            <source>The disk with the library is full. Free up some space, then index again.</source>
            <translation>Der Datenträger mit der Bibliothek ist voll. Geben Sie Speicherplatz frei und indizieren Sie erneut.</translation>
        </message>
        <message>
            <source>Thumbnails can't be saved in the library ({reason}). Check the permissions of its folder.</source>
            <translation>In der Bibliothek können keine Vorschaubilder gespeichert werden ({reason}). Prüfen Sie die Zugriffsrechte ihres Ordners.</translation>
        </message>
        <message>
            <source>This file is empty.</source>
            <translation>Diese Datei ist leer.</translation>
        </message>
        <message>
            <source>This picture is damaged and can't be read.</source>
            <translation>Dieses Bild ist beschädigt und kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>This file isn't a picture, even though its name suggests it.</source>
            <translation>Diese Datei ist kein Bild, obwohl ihr Name darauf hindeutet.</translation>
        </message>
        <message>
            <source>This picture is too large: it has {pixels} megapixels ({width} x {height}), and Picseek reads {kind} pictures of up to {limit} megapixels.</source>
            <translation>Dieses Bild ist zu groß: Es hat {pixels} Megapixel ({width} x {height}), und Picseek liest {kind}-Bilder mit bis zu {limit} Megapixeln.</translation>
        </message>
        <message>
            <source>Picseek can't read pictures of this kind.</source>
            <translation>Bilder dieser Art kann Picseek nicht lesen.</translation>
        </message>
        <message>
            <source>This picture is incomplete: the end of the file is missing.</source>
            <translation>Dieses Bild ist unvollständig: Das Ende der Datei fehlt.</translation>
        </message>
        <message>
            <source>This picture is damaged: the start of the file can't be read.</source>
            <translation>Dieses Bild ist beschädigt: Der Anfang der Datei ist nicht lesbar.</translation>
        </message>
        <message>
            <source>This animated picture is too large to play.</source>
            <translation>Dieses animierte Bild ist zu groß zum Abspielen.</translation>
        </message>
        <message>
            <source>This file can't be read ({reason}). Check its drive and its permissions.</source>
            <translation>Diese Datei kann nicht gelesen werden ({reason}). Prüfen Sie ihr Laufwerk und ihre Zugriffsrechte.</translation>
        </message>
        <message>
            <source>This file is gone; it was moved or deleted.</source>
            <translation>Diese Datei ist weg; sie wurde verschoben oder gelöscht.</translation>
        </message>
        <message>
            <source>You don't have permission to read this file.</source>
            <translation>Sie haben keine Berechtigung, diese Datei zu lesen.</translation>
        </message>
        <message>
            <source>This isn't a regular file.</source>
            <translation>Dies ist keine reguläre Datei.</translation>
        </message>
        <message>
            <source>deleting thumbnails</source>
            <translation>dem Löschen der Vorschaubilder</translation>
        </message>
        <message>
            <source>removing a model's data</source>
            <translation>Entfernen der Daten eines Modells</translation>
        </message>
        <message>
            <source>compacting the database</source>
            <translation>dem Komprimieren der Datenbank</translation>
        </message>
        <message>
            <source>Some files in {folder} couldn't be deleted ({reason}). Check the permissions of that folder, then try again.</source>
            <translation>Einige Dateien in {folder} konnten nicht gelöscht werden ({reason}). Prüfen Sie die Zugriffsrechte dieses Ordners und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>“{title}” can't be used yet. {needs}</source>
            <translation>„{title}“ kann noch nicht verwendet werden. {needs}</translation>
        </message>
        <message>
            <source>Picseek's file {file} is missing or damaged. Reinstall Picseek.</source>
            <translation>Die Picseek-Datei {file} fehlt oder ist beschädigt. Installieren Sie Picseek neu.</translation>
        </message>
        <message>
            <source>The built-in model couldn't read this picture.</source>
            <translation>Das eingebaute Modell konnte dieses Bild nicht lesen.</translation>
        </message>
        <message>
            <source>The built-in model needs ONNX Runtime, which can't be loaded ({error}). Reinstall Picseek.</source>
            <translation>Das eingebaute Modell benötigt die ONNX Runtime, die sich nicht laden lässt ({error}). Installieren Sie Picseek neu.</translation>
        </message>
        <message>
            <source>ONNX Runtime {version} can't run the built-in model ({error}). Reinstall Picseek.</source>
            <translation>Die ONNX Runtime {version} kann das eingebaute Modell nicht ausführen ({error}). Installieren Sie Picseek neu.</translation>
        </message>
        <message>
            <source>Basic (built-in)</source>
            <translation>Einfach (eingebaut)</translation>
        </message>
        <message>
            <source>Basic, earlier version</source>
            <translation>Einfach, frühere Version</translation>
        </message>
        <message>
            <source>{file} takes {inputs} and returns {outputs}</source>
            <translation>{file} nimmt {inputs} und liefert {outputs}</translation>
        </message>
        <message>
            <source>how pixels are prepared</source>
            <translation>wie Pixel vorbereitet werden</translation>
        </message>
        <message>
            <source>There's no model in {source}: none of its files ends in .onnx.</source>
            <translation>In {source} ist kein Modell: Keine der Dateien endet auf .onnx.</translation>
        </message>
        <message>
            <source>“{title}” can't be used as a model.</source>
            <translation>„{title}“ kann nicht als Modell verwendet werden.</translation>
        </message>
        <message>
            <source>Added from your own files.</source>
            <translation>Aus eigenen Dateien hinzugefügt.</translation>
        </message>
        <message>
            <source>see the model's files</source>
            <translation>siehe Dateien des Modells</translation>
        </message>
        <message>
            <source>pictures: pixel_values</source>
            <translation>Bilder: pixel_values</translation>
        </message>
        <message>
            <source>words: input_ids</source>
            <translation>Wörter: input_ids</translation>
        </message>
        <message>
            <source>Picseek doesn't support the way preprocessor_config.json in {source} prepares pixels. It supports resizing to one size, with or without a center crop.</source>
            <translation>Picseek unterstützt nicht, wie preprocessor_config.json in {source} Pixel vorbereitet. Unterstützt wird das Skalieren auf eine Größe, mit oder ohne mittigen Zuschnitt.</translation>
        </message>
        <message>
            <source>{vision} returns vectors of {given} numbers, but {text} returns {other}. They don't belong to the same model.</source>
            <translation>{vision} liefert Vektoren aus {given} Zahlen, {text} dagegen aus {other}. Sie gehören nicht zum selben Modell.</translation>
        </message>
        <message>
            <source>{name} is missing in {source}. It's one of the model's files.</source>
            <translation>{name} fehlt in {source}. Die Datei gehört zum Modell.</translation>
        </message>
        <message>
            <source>{name} is missing in {source}. It defines {why}.</source>
            <translation>{name} fehlt in {source}. Darin ist festgelegt, {why}.</translation>
        </message>
        <message>
            <source>No file in {source} takes {wanted} and returns vectors: {told}.</source>
            <translation>Keine Datei in {source} nimmt {wanted} entgegen und liefert Vektoren: {told}.</translation>
        </message>
        <message>
            <source>Several files could be used: {names}. Keep only one of them in {source}.</source>
            <translation>Mehrere Dateien kommen infrage: {names}. Lassen Sie nur eine davon in {source}.</translation>
        </message>
        <message>
            <source>{file} in {source} can't be loaded as a model ({reason}).</source>
            <translation>{file} in {source} kann nicht als Modell geladen werden ({reason}).</translation>
        </message>
        <message>
            <source>{path} can't be read ({error}).</source>
            <translation>{path} kann nicht gelesen werden ({error}).</translation>
        </message>
        <message>
            <source>{tokenizer} can't be read as a tokenizer.</source>
            <translation>{tokenizer} kann nicht als Tokenizer gelesen werden.</translation>
        </message>
        <message>
            <source>“{path}” was damaged in two downloads, so it wasn't kept. Try again later, or add the model from a folder with its files.</source>
            <translation>„{path}“ kam bei zwei Downloads beschädigt an und wurde nicht behalten. Versuchen Sie es später erneut, oder fügen Sie das Modell aus einem Ordner mit seinen Dateien hinzu.</translation>
        </message>
        <message>
            <source>“{title}” isn't fully downloaded. {error} The next attempt continues where this one stopped.</source>
            <translation>„{title}“ ist nicht vollständig heruntergeladen. {error} Der nächste Versuch setzt den Download fort.</translation>
        </message>
        <message>
            <source>“{path}” on the server isn't the file that Picseek expects. Update Picseek, or add the model from a folder with its files.</source>
            <translation>„{path}“ auf dem Server ist nicht die Datei, die Picseek erwartet. Aktualisieren Sie Picseek, oder fügen Sie das Modell aus einem Ordner mit seinen Dateien hinzu.</translation>
        </message>
        <message>
            <source>The connection was lost.</source>
            <translation>Die Verbindung wurde unterbrochen.</translation>
        </message>
        <message>
            <source>“{title}” couldn't be downloaded. {error}</source>
            <translation>„{title}“ konnte nicht heruntergeladen werden. {error}</translation>
        </message>
        <message>
            <source>Verifying the file.</source>
            <translation>Die Datei wird geprüft.</translation>
        </message>
        <message>
            <source>Paused.</source>
            <translation>Angehalten.</translation>
        </message>
        <message>
            <source>The server sent more data than expected.</source>
            <translation>Der Server hat mehr Daten gesendet als erwartet.</translation>
        </message>
        <message>
            <source>Retrying.</source>
            <translation>Neuer Versuch.</translation>
        </message>
        <message>
            <source>This picture wasn't prepared for “{title}”.</source>
            <translation>Dieses Bild wurde nicht für „{title}“ vorbereitet.</translation>
        </message>
        <message>
            <source>{file} refers to files outside its folder ({name}), so it wasn't added.</source>
            <translation>{file} verweist auf Dateien außerhalb des eigenen Ordners ({name}) und wurde deshalb nicht hinzugefügt.</translation>
        </message>
        <message>
            <source>{file} is too complex to check.</source>
            <translation>{file} ist zu komplex für eine Prüfung.</translation>
        </message>
        <message>
            <source>{endpoint} returned error {status}.</source>
            <translation>{endpoint} meldet Fehler {status}.</translation>
        </message>
        <message>
            <source>The server can't resume the download.</source>
            <translation>Der Server kann den Download nicht fortsetzen.</translation>
        </message>
        <message>
            <source>{endpoint} sent the wrong part of the file.</source>
            <translation>{endpoint} hat den falschen Teil der Datei gesendet.</translation>
        </message>
        <message>
            <source>{endpoint} doesn't allow downloading these files (error {status}).</source>
            <translation>{endpoint} erlaubt das Herunterladen dieser Dateien nicht (Fehler {status}).</translation>
        </message>
        <message>
            <source>{endpoint} no longer has these files (error {status}).</source>
            <translation>{endpoint} hat diese Dateien nicht mehr (Fehler {status}).</translation>
        </message>
        <message>
            <source>The file on the server is shorter than the part already downloaded.</source>
            <translation>Die Datei auf dem Server ist kürzer als der bereits heruntergeladene Teil.</translation>
        </message>
        <message>
            <source>Downloads are turned off because {name} is set. Unset it, or add the model from a folder with its files.</source>
            <translation>Downloads sind ausgeschaltet, weil {name} gesetzt ist. Löschen Sie die Variable, oder fügen Sie das Modell aus einem Ordner mit seinen Dateien hinzu.</translation>
        </message>
        <message>
            <source>Downloads are turned off because HF_HUB_OFFLINE is set.</source>
            <translation>Downloads sind ausgeschaltet, weil HF_HUB_OFFLINE gesetzt ist.</translation>
        </message>
        <message>
            <source>The proxy doesn't let Picseek connect to {endpoint}. Check this computer's proxy settings.</source>
            <translation>Der Proxy lässt keine Verbindung zu {endpoint} zu. Prüfen Sie die Proxy-Einstellungen dieses Computers.</translation>
        </message>
        <message>
            <source>{endpoint} isn't responding.</source>
            <translation>{endpoint} antwortet nicht.</translation>
        </message>
        <message>
            <source>{endpoint} can't be reached. Check your internet connection.</source>
            <translation>{endpoint} ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung.</translation>
        </message>
        <message>
            <source>The files in {source} can't be used as a model.</source>
            <translation>Die Dateien in {source} können nicht als Modell verwendet werden.</translation>
        </message>
        <message>
            <source>Testing the model.</source>
            <translation>Das Modell wird getestet.</translation>
        </message>
        <message>
            <source>The model in {source} crashed during its test.</source>
            <translation>Das Modell in {source} ist beim Test abgestürzt.</translation>
        </message>
        <message>
            <source>The model in {source} didn't respond within {minutes} minutes.</source>
            <translation>Das Modell in {source} hat nicht innerhalb von {minutes} Minuten geantwortet.</translation>
        </message>
        <message>
            <source>The model in {source} needs too much memory.</source>
            <translation>Das Modell in {source} benötigt zu viel Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>{source} isn't a folder.</source>
            <translation>{source} ist kein Ordner.</translation>
        </message>
        <message>
            <source>Checking the files.</source>
            <translation>Die Dateien werden geprüft.</translation>
        </message>
        <message>
            <source>{source} contains too much. Choose the model's own folder.</source>
            <translation>{source} enthält zu viel. Wählen Sie den Ordner des Modells selbst.</translation>
        </message>
        <message>
            <source>The model's files can't be saved in {root} ({reason}). Check its permissions, or set PICSEEK_MODELS to another folder.</source>
            <translation>Die Dateien des Modells können nicht in {root} gespeichert werden ({reason}). Prüfen Sie die Zugriffsrechte, oder setzen Sie PICSEEK_MODELS auf einen anderen Ordner.</translation>
        </message>
        <message>
            <source>“{title}” needs {missing} MB more, but the disk with {root} has only {free} MB free. Free up some space, or set PICSEEK_MODELS to a folder on another disk.</source>
            <translation>„{title}“ benötigt noch {missing} MB, aber auf dem Datenträger mit {root} sind nur {free} MB frei. Geben Sie Speicherplatz frei, oder setzen Sie PICSEEK_MODELS auf einen Ordner auf einem anderen Datenträger.</translation>
        </message>
        <message>
            <source>The disk with {root} is full. Free up some space, then try again.</source>
            <translation>Der Datenträger mit {root} ist voll. Geben Sie Speicherplatz frei und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>The files of “{title}” are in use by another Picseek window.</source>
            <translation>Die Dateien von „{title}“ werden von einem anderen Picseek-Fenster verwendet.</translation>
        </message>
        <message>
            <source>It isn't downloaded yet. Download it first ({size} MB, license: {license}).</source>
            <translation>Es ist noch nicht heruntergeladen. Laden Sie es zuerst herunter ({size} MB, Lizenz: {license}).</translation>
        </message>
        <message>
            <source>Its files are damaged or missing. Download it again.</source>
            <translation>Seine Dateien sind beschädigt oder fehlen. Laden Sie es erneut herunter.</translation>
        </message>
        <message>
            <source>It isn't fully downloaded. Download the remaining {size} MB.</source>
            <translation>Es ist nicht vollständig heruntergeladen. Laden Sie die fehlenden {size} MB herunter.</translation>
        </message>
        <message>
            <source>The files of “{title}” couldn't be deleted ({reason}): {path}</source>
            <translation>Die Dateien von „{title}“ konnten nicht gelöscht werden ({reason}): {path}</translation>
        </message>
        <message>
            <source>The model file doesn't match “{title}”: {why}.</source>
            <translation>Die Modelldatei passt nicht zu „{title}“: {why}.</translation>
        </message>
        <message>
            <source>it expects {names}, which Picseek doesn't provide</source>
            <translation>sie erwartet {names}, was Picseek nicht bereitstellt</translation>
        </message>
        <message>
            <source>it returns {names}, but not {output}</source>
            <translation>sie liefert {names}, aber nicht {output}</translation>
        </message>
        <message>
            <source>The model returned {shape} numbers instead of vectors of {dim} numbers.</source>
            <translation>Das Modell hat {shape} Zahlen statt Vektoren aus {dim} Zahlen geliefert.</translation>
        </message>
        <message>
            <source>The model returned invalid numbers.</source>
            <translation>Das Modell hat ungültige Zahlen geliefert.</translation>
        </message>
        <message>
            <source>The model stopped with an error ({reason}).</source>
            <translation>Das Modell wurde mit einem Fehler beendet ({reason}).</translation>
        </message>
        <message>
            <source>NVIDIA graphics card (CUDA)</source>
            <translation>NVIDIA-Grafikkarte (CUDA)</translation>
        </message>
        <message>
            <source>Graphics card (DirectML)</source>
            <translation>Grafikkarte (DirectML)</translation>
        </message>
        <message>
            <source>Intel processor or graphics (OpenVINO)</source>
            <translation>Intel-Prozessor oder -Grafik (OpenVINO)</translation>
        </message>
        <message>
            <source>Apple graphics and Neural Engine (Core ML)</source>
            <translation>Apple-Grafik und Neural Engine (Core ML)</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>The installed ONNX Runtime doesn't support {title}, so the processor is used.</source>
            <translation>Die installierte ONNX Runtime unterstützt {title} nicht, daher wird der Prozessor verwendet.</translation>
        </message>
        <message>
            <source>Fastest available</source>
            <translation>Schnellste verfügbare</translation>
        </message>
        <message>
            <source>“{name}” isn't valid hardware. Choose one of these: {known}.</source>
            <translation>„{name}“ ist keine gültige Hardware. Wählen Sie eine von diesen: {known}.</translation>
        </message>
        <message>
            <source>{title} can't be used, so the processor is used instead.</source>
            <translation>{title} kann nicht verwendet werden, daher wird stattdessen der Prozessor verwendet.</translation>
        </message>
        <message>
            <source>{path} can't be loaded as a model ({reason}). Download or add the model again.</source>
            <translation>{path} kann nicht als Modell geladen werden ({reason}). Laden Sie das Modell erneut herunter, oder fügen Sie es erneut hinzu.</translation>
        </message>
        <message>
            <source>{title} can't be used, so the processor is used instead: {reason}.</source>
            <translation>{title} kann nicht verwendet werden, daher wird stattdessen der Prozessor verwendet: {reason}.</translation>
        </message>
        <message>
            <source>{path} can't be read as a tokenizer. Download or add the model again.</source>
            <translation>{path} kann nicht als Tokenizer gelesen werden. Laden Sie das Modell erneut herunter, oder fügen Sie es erneut hinzu.</translation>
        </message>
        <message>
            <source>The model couldn't process this picture.</source>
            <translation>Das Modell konnte dieses Bild nicht verarbeiten.</translation>
        </message>
        <message>
            <source>it's too large</source>
            <translation>Sie ist zu groß</translation>
        </message>
        <message>
            <source>its compression isn't supported</source>
            <translation>Ihre Komprimierung wird nicht unterstützt</translation>
        </message>
        <message>
            <source>{title}, with names and captions</source>
            <translation>{title}, mit Namen und Bildunterschriften</translation>
        </message>
        <message>
            <source>{title} can't combine pictures with text.</source>
            <translation>{title} kann Bilder nicht mit Text kombinieren.</translation>
        </message>
        <message>
            <source>“{model_id}” isn't a Cohere model. Example: {prefix}{name}.</source>
            <translation>„{model_id}“ ist kein Cohere-Modell. Beispiel: {prefix}{name}.</translation>
        </message>
        <message>
            <source>{title} doesn't offer {dim} dimensions. Choose one of these: {dims}.</source>
            <translation>{title} bietet {dim} Dimensionen nicht an. Wählen Sie eine dieser Zahlen: {dims}.</translation>
        </message>
        <message>
            <source>{service} couldn't process this search. Try other words.</source>
            <translation>{service} konnte diese Suche nicht verarbeiten. Versuchen Sie es mit anderen Wörtern.</translation>
        </message>
        <message>
            <source>in Preferences or with “picseek key --set”, or set CO_API_KEY</source>
            <translation>in den Einstellungen oder mit „picseek key --set“ ein, oder setzen Sie CO_API_KEY</translation>
        </message>
        <message>
            <source>{service} rejected the request.</source>
            <translation>{service} hat die Anfrage abgelehnt.</translation>
        </message>
        <message>
            <source>{service} couldn't handle the request.</source>
            <translation>{service} konnte die Anfrage nicht bearbeiten.</translation>
        </message>
        <message>
            <source>Check the permissions of your API key.</source>
            <translation>Prüfen Sie die Berechtigungen Ihres API-Schlüssels.</translation>
        </message>
        <message>
            <source>Check the model name and the server address.</source>
            <translation>Prüfen Sie den Modellnamen und die Serveradresse.</translation>
        </message>
        <message>
            <source>Check the server address.</source>
            <translation>Prüfen Sie die Serveradresse.</translation>
        </message>
        <message>
            <source>Choose another model.</source>
            <translation>Wählen Sie ein anderes Modell.</translation>
        </message>
        <message>
            <source>{service} sent an unusable response.</source>
            <translation>{service} hat eine unbrauchbare Antwort gesendet.</translation>
        </message>
        <message>
            <source>{service} is having problems (error {status}).</source>
            <translation>{service} meldet ein Problem (Fehler {status}).</translation>
        </message>
        <message>
            <source>{service} rejected the request: “{said}”.</source>
            <translation>{service} hat die Anfrage abgelehnt: „{said}“.</translation>
        </message>
        <message>
            <source>{service} couldn't handle the request: “{said}”.</source>
            <translation>{service} konnte die Anfrage nicht bearbeiten: „{said}“.</translation>
        </message>
        <message>
            <source>{service} asks Picseek to slow down.</source>
            <translation>{service} bittet um weniger Anfragen.</translation>
        </message>
        <message>
            <source>the server {host}</source>
            <translation>Server {host}</translation>
        </message>
        <message>
            <source>{service} sent an unusable response: {error}.</source>
            <translation>{service} hat eine unbrauchbare Antwort gesendet: {error}.</translation>
        </message>
        <message>
            <source>{service} didn't respond in time.</source>
            <translation>{service} hat nicht rechtzeitig geantwortet.</translation>
        </message>
        <message>
            <source>The server address isn't valid. Correct it in Preferences or with “picseek key --server”.</source>
            <translation>Die Serveradresse ist ungültig. Korrigieren Sie sie in den Einstellungen oder mit „picseek key --server“.</translation>
        </message>
        <message>
            <source>The API key contains characters that can't be sent. Enter it again.</source>
            <translation>Der API-Schlüssel enthält Zeichen, die nicht gesendet werden können. Geben Sie ihn erneut ein.</translation>
        </message>
        <message>
            <source>The connection to {service} isn't secure: this computer doesn't trust its certificate. Check the network, the proxy, and the computer's clock.</source>
            <translation>Die Verbindung zu {service} ist nicht sicher: Dieser Computer vertraut dem Zertifikat nicht. Prüfen Sie das Netzwerk, den Proxy und die Uhr des Computers.</translation>
        </message>
        <message>
            <source>The proxy refused the connection.</source>
            <translation>Der Proxy hat die Verbindung abgelehnt.</translation>
        </message>
        <message>
            <source>{service} can't be reached. Check your internet connection.</source>
            <translation>{service} ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung.</translation>
        </message>
        <message>
            <source>The connection to {service} was lost.</source>
            <translation>Die Verbindung zu {service} wurde unterbrochen.</translation>
        </message>
        <message>
            <source>The response didn't come from {service}. If this network has a sign-in page, open it in a browser. Otherwise, check the server address.</source>
            <translation>Die Antwort kam nicht von {service}. Wenn dieses Netzwerk eine Anmeldeseite hat, öffnen Sie sie in einem Browser. Prüfen Sie andernfalls die Serveradresse.</translation>
        </message>
        <message>
            <source>{service} didn't accept the API key. Enter another one {where}.</source>
            <translation>{service} hat den API-Schlüssel nicht akzeptiert. Geben Sie einen anderen {where}.</translation>
        </message>
        <message>
            <source>{service} accepts no more requests: your account's spending limit is reached. Raise it in your account, then try again.</source>
            <translation>{service} nimmt keine Anfragen mehr an: Das Ausgabenlimit Ihres Kontos ist erreicht. Erhöhen Sie es in Ihrem Konto und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>{service} accepts no more requests: this month's limit is reached. Use a production key, or continue next month.</source>
            <translation>{service} nimmt keine Anfragen mehr an: Das Limit dieses Monats ist erreicht. Verwenden Sie einen Produktionsschlüssel, oder machen Sie nächsten Monat weiter.</translation>
        </message>
        <message>
            <source>{service} requires an API key. Enter one {where}.</source>
            <translation>{service} benötigt einen API-Schlüssel. Geben Sie einen {where}.</translation>
        </message>
        <message>
            <source>its vectors have {given} numbers instead of {wanted}</source>
            <translation>ihre Vektoren haben {given} statt {wanted} Zahlen</translation>
        </message>
        <message>
            <source>it contains no vectors</source>
            <translation>Sie enthält keine Vektoren</translation>
        </message>
        <message>
            <source>it contains {given} vectors for {rows} pictures or texts</source>
            <translation>Sie enthält {given} Vektoren für {rows} Bilder oder Texte</translation>
        </message>
        <message>
            <source>its vectors have invalid lengths</source>
            <translation>Ihre Vektoren haben ungültige Längen</translation>
        </message>
        <message>
            <source>its vectors have invalid values</source>
            <translation>Ihre Vektoren haben ungültige Werte</translation>
        </message>
        <message>
            <source>its vectors aren't lists of numbers</source>
            <translation>ihre Vektoren sind keine Listen von Zahlen</translation>
        </message>
        <message>
            <source>its vectors aren't in Base64</source>
            <translation>ihre Vektoren sind nicht in Base64</translation>
        </message>
        <message>
            <source>its vectors differ in length or aren't numbers</source>
            <translation>Ihre Vektoren sind unterschiedlich lang oder keine Zahlen</translation>
        </message>
        <message>
            <source>{what}: retrying</source>
            <translation>{what}: neuer Versuch</translation>
        </message>
        <message>
            <source>{service} is busy. Try again in {seconds} seconds.</source>
            <translation>{service} ist ausgelastet. Versuchen Sie es in {seconds} Sekunden erneut.</translation>
        </message>
        <message>
            <source>Paused by {service}</source>
            <translation>Von {service} angehalten</translation>
        </message>
        <message>
            <source>Cohere stores what it receives, deletes it after 30 days, and may train its models on it unless the account owner has turned that off (in Cohere's dashboard: Settings &gt; Data Controls). Don't rely on this with a trial key.</source>
            <translation>Cohere speichert empfangene Daten, löscht sie nach 30 Tagen und darf seine Modelle damit trainieren, sofern der Kontoinhaber dies nicht ausgeschaltet hat (im Dashboard von Cohere: Settings &gt; Data Controls). Verlassen Sie sich bei einem Testschlüssel nicht darauf.</translation>
        </message>
        <message>
            <source>The pictures are sent to the server you chose; its operator decides what happens to them there.</source>
            <translation>Die Bilder werden an den von Ihnen gewählten Server gesendet. Was dort mit ihnen geschieht, bestimmt dessen Betreiber.</translation>
        </message>
        <message>
            <source>Each picture is sent with the names of its file and folder, and with the titles, captions, keywords, and people's names in its metadata or in an accompanying file.</source>
            <translation>Mit jedem Bild werden die Namen von Datei und Ordner gesendet, außerdem Titel, Bildunterschriften, Stichwörter und Personennamen aus seinen Metadaten oder einer Begleitdatei.</translation>
        </message>
        <message>
            <source>This isn't a server address. Enter one that starts with https:// or http://, for example https://embed.example.com.</source>
            <translation>Dies ist keine Serveradresse. Geben Sie eine ein, die mit https:// oder http:// beginnt, zum Beispiel https://embed.example.com.</translation>
        </message>
        <message>
            <source>The connection to {host} isn't encrypted, so nothing is sent: others on the network could read your pictures, searches, and API key. Use an address that starts with https://, or allow the connection in Preferences &gt; Cohere or with --allow-http {host}.</source>
            <translation>Die Verbindung zu {host} ist nicht verschlüsselt, deshalb wird nichts gesendet: Andere im Netzwerk könnten Ihre Bilder, Suchen und Ihren API-Schlüssel lesen. Verwenden Sie eine Adresse, die mit https:// beginnt, oder erlauben Sie die Verbindung unter „Einstellungen“ &gt; „Cohere“ oder mit --allow-http {host}.</translation>
        </message>
        <message>
            <source>Cohere's models need an API key. Create one at dashboard.cohere.com/api-keys, then enter it in Preferences or with “picseek key --set”, or set CO_API_KEY.</source>
            <translation>Die Modelle von Cohere benötigen einen API-Schlüssel. Erstellen Sie einen auf dashboard.cohere.com/api-keys und geben Sie ihn in den Einstellungen oder mit „picseek key --set“ ein, oder setzen Sie CO_API_KEY.</translation>
        </message>
        <message>
            <source>The server {host}</source>
            <translation>Der Server {host}</translation>
        </message>
        <message>
            <source>The server address can't contain a user name, “?”, or “#”. Enter the key in its own field.</source>
            <translation>Die Serveradresse darf keinen Benutzernamen, kein „?“ und kein „#“ enthalten. Geben Sie den Schlüssel in seinem eigenen Feld ein.</translation>
        </message>
        <message>
            <source>This isn't a host. Enter it as in the address, for example embed.example.com:8000.</source>
            <translation>Dies ist kein Host. Geben Sie ihn wie in der Adresse ein, zum Beispiel embed.example.com:8000.</translation>
        </message>
        <message>
            <source>The model was closed. Search again.</source>
            <translation>Das Modell wurde geschlossen. Suchen Sie erneut.</translation>
        </message>
        <message>
            <source>This picture is too large to convert.</source>
            <translation>Dieses Bild ist zu groß zum Konvertieren.</translation>
        </message>
        <message>
            <source>A picture is no longer in the library.</source>
            <translation>Ein Bild ist nicht mehr in der Bibliothek.</translation>
        </message>
        <message>
            <source>This file can't be copied ({reason}).</source>
            <translation>Diese Datei kann nicht kopiert werden ({reason}).</translation>
        </message>
        <message>
            <source>The file {name} can't be created there ({reason}).</source>
            <translation>Die Datei {name} kann dort nicht angelegt werden ({reason}).</translation>
        </message>
        <message>
            <source>{file} can't be saved ({reason}). Choose another location.</source>
            <translation>{file} kann nicht gespeichert werden ({reason}). Wählen Sie einen anderen Speicherort.</translation>
        </message>
        <message>
            <source>The quality must be from 1 to 100, and the size at least 1 pixel.</source>
            <translation>Die Qualität muss zwischen 1 und 100 liegen und die Größe mindestens 1 Pixel betragen.</translation>
        </message>
        <message>
            <source>Picseek can't restore files from the {trash} on this system. Open the {trash} to restore them.</source>
            <translation>Picseek kann auf diesem System keine Dateien aus dem {trash} wiederherstellen. Öffnen Sie dazu den {trash}.</translation>
        </message>
        <message>
            <source>This file was moved or deleted.</source>
            <translation>Diese Datei wurde verschoben oder gelöscht.</translation>
        </message>
        <message>
            <source>Picseek can't write any more files to {folder} ({reason}).</source>
            <translation>In {folder} können keine weiteren Dateien geschrieben werden ({reason}).</translation>
        </message>
        <message>
            <source>{folder} belongs to Picseek's own library. Choose another folder to export to.</source>
            <translation>{folder} gehört zur Bibliothek von Picseek. Wählen Sie einen anderen Ordner für den Export.</translation>
        </message>
        <message>
            <source>{folder} isn't a folder. Choose another one.</source>
            <translation>{folder} ist kein Ordner. Wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>Picseek can't write to {folder} ({reason}). Choose another folder.</source>
            <translation>Picseek kann nicht in {folder} schreiben ({reason}). Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>The disk with {folder} is full. Free up some space, or choose another folder.</source>
            <translation>Der Datenträger mit {folder} ist voll. Geben Sie Speicherplatz frei, oder wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Recycle Bin</source>
            <translation>Papierkorb</translation>
        </message>
        <message>
            <source>trash</source>
            <translation>Papierkorb</translation>
        </message>
        <message>
            <source>It's no longer in the trash.</source>
            <translation>Sie ist nicht mehr im Papierkorb.</translation>
        </message>
        <message>
            <source>Its disk has no usable {trash}.</source>
            <translation>Ihr Datenträger hat keinen nutzbaren {trash}.</translation>
        </message>
        <message>
            <source>You don't have permission to move it.</source>
            <translation>Sie haben keine Berechtigung, sie zu verschieben.</translation>
        </message>
        <message>
            <source>It can't be moved ({reason}).</source>
            <translation>Sie kann nicht verschoben werden ({reason}).</translation>
        </message>
        <message>
            <source>Another file has its name now, so it stays in the trash.</source>
            <translation>Eine andere Datei hat jetzt ihren Namen, deshalb bleibt sie im Papierkorb.</translation>
        </message>
        <message>
            <source>Its disk is read-only.</source>
            <translation>Ihr Datenträger ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>The disk with the {trash} is full.</source>
            <translation>Der Datenträger mit dem {trash} ist voll.</translation>
        </message>
        <message>
            <source>It has changed since it was indexed. Check its folder for changes first.</source>
            <translation>Sie hat sich seit der Indizierung geändert. Prüfen Sie zuerst ihren Ordner auf Änderungen.</translation>
        </message>
        <message>
            <source>the disk is full</source>
            <translation>der Datenträger ist voll</translation>
        </message>
        <message>
            <source>the file or folder doesn't exist</source>
            <translation>die Datei oder der Ordner existiert nicht</translation>
        </message>
        <message>
            <source>you don't have permission</source>
            <translation>Sie haben keine Berechtigung</translation>
        </message>
        <message>
            <source>the disk is read-only</source>
            <translation>der Datenträger ist schreibgeschützt</translation>
        </message>
        <message>
            <source>a file of this name already exists</source>
            <translation>eine Datei dieses Namens ist bereits vorhanden</translation>
        </message>
        <message>
            <source>it is a folder</source>
            <translation>es ist ein Ordner</translation>
        </message>
        <message>
            <source>the name is too long</source>
            <translation>der Name ist zu lang</translation>
        </message>
        <message>
            <source>the links on its path form a loop</source>
            <translation>die Verknüpfungen in seinem Pfad führen im Kreis</translation>
        </message>
        <message>
            <source>another app is using it</source>
            <translation>eine andere App verwendet die Datei</translation>
        </message>
        <message>
            <source>it is too large for this disk</source>
            <translation>zu groß für diesen Datenträger</translation>
        </message>
        <message>
            <source>too many files are open</source>
            <translation>zu viele Dateien sind geöffnet</translation>
        </message>
        <message>
            <source>there isn't enough memory</source>
            <translation>der Arbeitsspeicher reicht nicht aus</translation>
        </message>
        <message>
            <source>the disk reports an error</source>
            <translation>der Datenträger meldet einen Fehler</translation>
        </message>
        <message>
            <source>the drive isn't connected</source>
            <translation>das Laufwerk ist nicht verbunden</translation>
        </message>
        <message>
            <source>the network drive isn't responding</source>
            <translation>das Netzlaufwerk antwortet nicht</translation>
        </message>
        <message>
            <source>The folder {folder} doesn't exist.</source>
            <translation>Der Ordner {folder} ist nicht vorhanden.</translation>
        </message>
        <message>
            <source>{folder} isn't a folder. Choose the folder that contains it.</source>
            <translation>{folder} ist kein Ordner. Wählen Sie den Ordner, der die Datei enthält.</translation>
        </message>
        <message>
            <source>You don't have permission to open {folder}.</source>
            <translation>Sie haben keine Berechtigung, {folder} zu öffnen.</translation>
        </message>
        <message>
            <source>it isn't a regular file</source>
            <translation>es ist keine reguläre Datei</translation>
        </message>
        <message>
            <source>removing pictures</source>
            <translation>dem Entfernen von Bildern</translation>
        </message>
        <message>
            <source>The drive of “{folder}” is no longer connected.</source>
            <translation>Das Laufwerk von „{folder}“ ist nicht mehr verbunden.</translation>
        </message>
        <message>
            <source>The drive of “{folder}” isn't responding. Picseek tries again the next time it checks for changes.</source>
            <translation>Das Laufwerk von „{folder}“ antwortet nicht. Picseek versucht es bei der nächsten Prüfung auf Änderungen erneut.</translation>
        </message>
        <message>
            <source>Line {number} isn't a pattern: “{line}”. Enter a name such as “*.gif”, or a folder such as “Raw/”.</source>
            <translation>Zeile {number} ist kein Muster: „{line}“. Geben Sie einen Namen wie „*.gif“ oder einen Ordner wie „Raw/“ ein.</translation>
        </message>
        <message>
            <source>Nothing is sent because this library's exclusions can't be read. Set them again in Preferences &gt; Folders.</source>
            <translation>Es wird nichts gesendet, weil die Ausschlüsse dieser Bibliothek nicht gelesen werden können. Legen Sie sie unter „Einstellungen“ &gt; „Ordner“ neu fest.</translation>
        </message>
        <message>
            <source>A minimum size must be 0 or more.</source>
            <translation>Eine Mindestgröße muss 0 oder mehr betragen.</translation>
        </message>
        <message>
            <source>Enter 1 to {most} cores, or 0 for all.</source>
            <translation>Geben Sie 1 bis {most} Kerne ein, oder 0 für alle.</translation>
        </message>
        <message>
            <source>Another app is using the library; indexing continues when it's available</source>
            <translation>Eine andere App verwendet die Bibliothek; die Indizierung wird fortgesetzt, sobald sie verfügbar ist</translation>
        </message>
        <message>
            <source>The disk is full; indexing continues when you free up space</source>
            <translation>Der Datenträger ist voll; die Indizierung wird fortgesetzt, sobald Sie Speicherplatz freigeben</translation>
        </message>
        <message>
            <source>Preparing search: {done} of {total}</source>
            <translation>Suche wird vorbereitet: {done} von {total}</translation>
        </message>
        <message>
            <source>Updating the text index: {done} of {total}</source>
            <translation>Textindex wird aktualisiert: {done} von {total}</translation>
        </message>
        <message>
            <source>Pictures are being indexed. Stop indexing before {purpose}.</source>
            <translation>Es werden gerade Bilder indiziert. Stoppen Sie die Indizierung vor {purpose}.</translation>
        </message>
        <message>
            <source>You don't have permission to read this folder.</source>
            <translation>Sie haben keine Berechtigung, diesen Ordner zu lesen.</translation>
        </message>
        <message>
            <source>This folder is unavailable. Check that its drive is connected.</source>
            <translation>Dieser Ordner ist nicht verfügbar. Prüfen Sie, ob sein Laufwerk verbunden ist.</translation>
        </message>
        <message>
            <source>This folder can't be read because its path is too long for this system.</source>
            <translation>Dieser Ordner kann nicht gelesen werden, weil sein Pfad für dieses System zu lang ist.</translation>
        </message>
        <message>
            <source>This folder can't be read because the links on its path form a loop.</source>
            <translation>Dieser Ordner kann nicht gelesen werden, weil die Verknüpfungen in seinem Pfad im Kreis führen.</translation>
        </message>
        <message>
            <source>This folder can't be read. Check its drive.</source>
            <translation>Dieser Ordner kann nicht gelesen werden. Prüfen Sie sein Laufwerk.</translation>
        </message>
        <message>
            <source>removing a folder</source>
            <translation>dem Entfernen eines Ordners</translation>
        </message>
        <message>
            <source>changing the service</source>
            <translation>dem Ändern des Dienstes</translation>
        </message>
        <message>
            <source>changing this model</source>
            <translation>dem Ändern dieses Modells</translation>
        </message>
        <message>
            <source>The library in {folder} is damaged: its database is missing.</source>
            <translation>Die Bibliothek in {folder} ist beschädigt: Ihre Datenbank fehlt.</translation>
        </message>
        <message>
            <source>The library in {folder} is damaged: its database is empty.</source>
            <translation>Die Bibliothek in {folder} ist beschädigt: Ihre Datenbank ist leer.</translation>
        </message>
        <message>
            <source>The library in {folder} was moved, deleted, or replaced while Picseek was using it, so nothing more can be saved there. Put it back, or start Picseek with its new location.</source>
            <translation>Die Bibliothek in {folder} wurde verschoben, gelöscht oder ersetzt, während Picseek sie verwendet hat; dort kann nichts mehr gespeichert werden. Legen Sie sie zurück, oder starten Sie Picseek mit ihrem neuen Speicherort.</translation>
        </message>
        <message>
            <source>This library is open read-only.</source>
            <translation>Diese Bibliothek ist schreibgeschützt geöffnet.</translation>
        </message>
        <message>
            <source>The library in {path} is in use by another Picseek window. Close it first, or use another library with --library.</source>
            <translation>Die Bibliothek in {path} wird von einem anderen Picseek-Fenster verwendet. Schließen Sie es zuerst, oder verwenden Sie mit --library eine andere Bibliothek.</translation>
        </message>
        <message>
            <source>Picseek can't write to its library in {path} ({reason}). Choose another location with --library.</source>
            <translation>Picseek kann nicht in seine Bibliothek in {path} schreiben ({reason}). Wählen Sie mit --library einen anderen Speicherort.</translation>
        </message>
        <message>
            <source>“{title}” was added from a folder. Add it from there again.</source>
            <translation>„{title}“ wurde aus einem Ordner hinzugefügt. Fügen Sie es von dort erneut hinzu.</translation>
        </message>
        <message>
            <source>“{title}” takes {size} MB (license: {license}). Agree to the download first.</source>
            <translation>„{title}“ ist {size} MB groß (Lizenz: {license}). Stimmen Sie zuerst dem Download zu.</translation>
        </message>
        <message>
            <source>“{model_id}” isn't a model for this computer. Choose one of these: {known}.</source>
            <translation>„{model_id}“ ist kein Modell für diesen Computer. Wählen Sie eines von diesen: {known}.</translation>
        </message>
        <message>
            <source>The choice can't be saved in {root} ({reason}).</source>
            <translation>Die Wahl kann nicht in {root} gespeichert werden ({reason}).</translation>
        </message>
        <message>
            <source>The library is closed.</source>
            <translation>Die Bibliothek ist geschlossen.</translation>
        </message>
        <message>
            <source>There's no model “{model_id}”. Choose one of these: {known}.</source>
            <translation>Es gibt kein Modell „{model_id}“. Wählen Sie eines von diesen: {known}.</translation>
        </message>
        <message>
            <source>A rate is a number of pictures or searches per minute; 0 means no limit.</source>
            <translation>Eine Rate ist eine Anzahl von Bildern oder Suchen pro Minute; 0 bedeutet kein Limit.</translation>
        </message>
        <message>
            <source>Enter 1 to {most} simultaneous requests.</source>
            <translation>Geben Sie 1 bis {most} gleichzeitige Anfragen ein.</translation>
        </message>
        <message>
            <source>{wait}, {seconds} s</source>
            <translation>{wait}, {seconds} s</translation>
        </message>
        <message>
            <source>This backup no longer exists.</source>
            <translation>Diese Sicherung ist nicht mehr vorhanden.</translation>
        </message>
        <message>
            <source>There's no library in {folder}.</source>
            <translation>In {folder} gibt es keine Bibliothek.</translation>
        </message>
        <message>
            <source>Backing up the library…</source>
            <translation>Die Bibliothek wird gesichert…</translation>
        </message>
        <message>
            <source>“{title}” is still indexing your pictures. Until it's done, results come from the built-in model.</source>
            <translation>„{title}“ indiziert Ihre Bilder noch. Bis dahin stammen die Ergebnisse vom eingebauten Modell.</translation>
        </message>
        <message>
            <source>No pictures are indexed with “{model}” yet.</source>
            <translation>Mit „{model}“ sind noch keine Bilder indiziert.</translation>
        </message>
        <message>
            <source>Only names, dates and captions were searched.</source>
            <translation>Nur Namen, Daten und Bildunterschriften wurden durchsucht.</translation>
        </message>
        <message>
            <source>Your pictures are being indexed again for better results. Until then, results come from the earlier version of the model.</source>
            <translation>Ihre Bilder werden für bessere Ergebnisse neu indiziert. Bis dahin stammen die Ergebnisse von der früheren Version des Modells.</translation>
        </message>
        <message>
            <source>Enter words to search for, or a picture with --like.</source>
            <translation>Geben Sie Suchwörter ein, oder ein Bild mit --like.</translation>
        </message>
        <message>
            <source>The results come from another model: {title}.</source>
            <translation>Die Ergebnisse stammen von einem anderen Modell: {title}.</translation>
        </message>
        <message>
            <source>The example picture is no longer in the library.</source>
            <translation>Das Beispielbild ist nicht mehr in der Bibliothek.</translation>
        </message>
        <message>
            <source>This saved search no longer exists.</source>
            <translation>Diese gespeicherte Suche gibt es nicht mehr.</translation>
        </message>
        <message>
            <source>Enter a name for the search.</source>
            <translation>Geben Sie einen Namen für die Suche ein.</translation>
        </message>
        <message>
            <source>There's nothing to save. Search for something first.</source>
            <translation>Es gibt nichts zu speichern. Suchen Sie zuerst nach etwas.</translation>
        </message>
        <message>
            <source>${money}</source>
            <translation>{money} $</translation>
        </message>
        <message>
            <source>Stopped at the limit of {limit}. The remaining pictures aren't indexed yet.</source>
            <translation>Beim Limit von {limit} angehalten. Die übrigen Bilder sind noch nicht indiziert.</translation>
        </message>
        <message numerus="yes">
            <source>{count} pictures were added or changed after you agreed, so they weren't sent.</source>
            <translation>
                <numerusform>{count} Bild wurde nach Ihrer Zustimmung hinzugefügt oder geändert und daher nicht gesendet.</numerusform>
                <numerusform>{count} Bilder wurden nach Ihrer Zustimmung hinzugefügt oder geändert und daher nicht gesendet.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} pictures</source>
            <translation>
                <numerusform>{count} Bild</numerusform>
                <numerusform>{count} Bildern</numerusform>
            </translation>
        </message>
        <message>
            <source>The price of this model is unknown. Set it, or limit the number of pictures.</source>
            <translation>Der Preis dieses Modells ist unbekannt. Legen Sie ihn fest, oder begrenzen Sie die Anzahl der Bilder.</translation>
        </message>
        <message>
            <source>You haven't agreed to send pictures to {host}. Agree first, or choose a model on this computer.</source>
            <translation>Sie haben dem Senden von Bildern an {host} nicht zugestimmt. Stimmen Sie zuerst zu, oder wählen Sie ein Modell auf diesem Computer.</translation>
        </message>
        <message>
            <source>Stopped because you no longer agree to send pictures. The remaining pictures aren't indexed yet.</source>
            <translation>Angehalten, weil Sie dem Senden von Bildern nicht mehr zustimmen. Die übrigen Bilder sind noch nicht indiziert.</translation>
        </message>
        <message>
            <source>To search with “{name}”, Picseek has to send it to {host}. You haven't agreed to that yet.</source>
            <translation>Um mit „{name}“ zu suchen, muss Picseek das Bild an {host} senden. Dem haben Sie noch nicht zugestimmt.</translation>
        </message>
        <message>
            <source>Enter the price of a million tokens in US dollars, 0 or more.</source>
            <translation>Geben Sie den Preis für eine Million Tokens in US-Dollar ein, 0 oder mehr.</translation>
        </message>
        <message>
            <source>The disk with {file} has too little free space for a backup of the library.</source>
            <translation>Auf dem Datenträger mit {file} ist zu wenig Speicherplatz für eine Sicherung der Bibliothek frei.</translation>
        </message>
        <message>
            <source>The library {file} is damaged ({reason}).</source>
            <translation>Die Bibliothek {file} ist beschädigt ({reason}).</translation>
        </message>
        <message>
            <source>There is no library at {file} yet. Index a folder first.</source>
            <translation>Unter {file} gibt es noch keine Bibliothek. Indizieren Sie zuerst einen Ordner.</translation>
        </message>
        <message>
            <source>The library {file} was written by an older version of Picseek. Open it once for indexing to update it.</source>
            <translation>Die Bibliothek {file} wurde von einer älteren Picseek-Version geschrieben. Öffnen Sie sie einmal zum Indizieren, um sie zu aktualisieren.</translation>
        </message>
        <message>
            <source>The library {file} was opened read-only. Close any other Picseek that uses it, then open it again.</source>
            <translation>Die Bibliothek {file} wurde schreibgeschützt geöffnet. Schließen Sie jedes andere Picseek-Fenster, das sie verwendet, und öffnen Sie sie dann erneut.</translation>
        </message>
        <message>
            <source>The library was closed. Open it again.</source>
            <translation>Die Bibliothek wurde geschlossen. Öffnen Sie sie erneut.</translation>
        </message>
        <message>
            <source>The library {file} wasn't closed properly, and can't be repaired because its disk is read-only. Open it once where it can be written to.</source>
            <translation>Die Bibliothek {file} wurde nicht ordnungsgemäß geschlossen und kann nicht repariert werden, weil der Datenträger schreibgeschützt ist. Öffnen Sie sie einmal dort, wo sie beschrieben werden kann.</translation>
        </message>
        <message>
            <source>{file} isn't a Picseek library. Move it elsewhere, or choose another folder for the library.</source>
            <translation>{file} ist keine Picseek-Bibliothek. Verschieben Sie die Datei, oder wählen Sie einen anderen Ordner für die Bibliothek.</translation>
        </message>
        <message>
            <source>The library {file} is damaged.</source>
            <translation>Die Bibliothek {file} ist beschädigt.</translation>
        </message>
        <message>
            <source>The library {file} was written by a newer version of Picseek. Update Picseek to open it.</source>
            <translation>Die Bibliothek {file} stammt von einer neueren Version von Picseek. Aktualisieren Sie Picseek, um sie zu öffnen.</translation>
        </message>
        <message>
            <source>There is no library in {at} yet. Create one with: picseek index FOLDER</source>
            <translation>In {at} gibt es noch keine Bibliothek. Erstellen Sie eine mit: picseek index ORDNER</translation>
        </message>
        <message>
            <source>Some settings of this library can't be read, so their defaults are used: {names}.</source>
            <translation>Einige Einstellungen dieser Bibliothek sind nicht lesbar; stattdessen gelten die Standardwerte: {names}.</translation>
        </message>
        <message>
            <source>Picseek can't open or write {file}. Check the permissions of its folder, and that the disk isn't read-only.</source>
            <translation>Picseek kann {file} nicht öffnen oder schreiben. Prüfen Sie die Zugriffsrechte des Ordners und ob der Datenträger schreibgeschützt ist.</translation>
        </message>
        <message>
            <source>Another app is using {file}. Close it, then try again.</source>
            <translation>Eine andere App verwendet {file}. Schließen Sie sie und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>The disk with {file} is full. Free up some space, then start again; nothing that was saved is lost.</source>
            <translation>Der Datenträger mit {file} ist voll. Geben Sie Speicherplatz frei, und starten Sie dann erneut; nichts Gespeichertes ist verloren.</translation>
        </message>
        <message>
            <source>The disk with {file} reports errors. Check it and its connection, then try again.</source>
            <translation>Der Datenträger mit {file} meldet Fehler. Prüfen Sie ihn und seine Verbindung, und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>{first} to {last}</source>
            <translation>{first} bis {last}</translation>
        </message>
        <message>
            <source>{day} {month}</source>
            <translation>{day}. {month}</translation>
        </message>
        <message>
            <source>{month} {year}</source>
            <translation>{month} {year}</translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation>{day}. {month} {year}</translation>
        </message>
        <message>
            <source>Jan</source>
            <translation>Jan.</translation>
        </message>
        <message>
            <source>Feb</source>
            <translation>Feb.</translation>
        </message>
        <message>
            <source>Mar</source>
            <translation>März</translation>
        </message>
        <message>
            <source>Apr</source>
            <translation>Apr.</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Mai</translation>
        </message>
        <message>
            <source>Jun</source>
            <translation>Juni</translation>
        </message>
        <message>
            <source>Jul</source>
            <translation>Juli</translation>
        </message>
        <message>
            <source>Aug</source>
            <translation>Aug.</translation>
        </message>
        <message>
            <source>Sep</source>
            <translation>Sept.</translation>
        </message>
        <message>
            <source>Oct</source>
            <translation>Okt.</translation>
        </message>
        <message>
            <source>Nov</source>
            <translation>Nov.</translation>
        </message>
        <message>
            <source>Dec</source>
            <translation>Dez.</translation>
        </message>
        <message>
            <source>Mondays</source>
            <translation>montags</translation>
        </message>
        <message>
            <source>Tuesdays</source>
            <translation>dienstags</translation>
        </message>
        <message>
            <source>Wednesdays</source>
            <translation>mittwochs</translation>
        </message>
        <message>
            <source>Thursdays</source>
            <translation>donnerstags</translation>
        </message>
        <message>
            <source>Fridays</source>
            <translation>freitags</translation>
        </message>
        <message>
            <source>Saturdays</source>
            <translation>samstags</translation>
        </message>
        <message>
            <source>Sundays</source>
            <translation>sonntags</translation>
        </message>
        <message>
            <source>from {day} on</source>
            <translation>ab {day}</translation>
        </message>
        <message>
            <source>until {day}</source>
            <translation>bis {day}</translation>
        </message>
        <message>
            <source>{first} to {last} of any year</source>
            <translation>{first} bis {last} in jedem Jahr</translation>
        </message>
        <message>
            <source>and in earlier years</source>
            <translation>und in früheren Jahren</translation>
        </message>
        <message>
            <source>{month} of any year</source>
            <translation>{month} in jedem Jahr</translation>
        </message>
        <message>
            <source>{day} of any year</source>
            <translation>{day} in jedem Jahr</translation>
        </message>
        <message>
            <source>camera: {camera}</source>
            <translation>Kamera: {camera}</translation>
        </message>
        <message>
            <source>{format} files</source>
            <translation>{format}-Dateien</translation>
        </message>
        <message>
            <source>in folders named “{name}”</source>
            <translation>in Ordnern namens „{name}“</translation>
        </message>
        <message>
            <source>upright pictures</source>
            <translation>Bilder im Hochformat</translation>
        </message>
        <message>
            <source>wide pictures</source>
            <translation>Bilder im Querformat</translation>
        </message>
        <message>
            <source>square pictures</source>
            <translation>quadratische Bilder</translation>
        </message>
        <message>
            <source>screenshots, by name</source>
            <translation>Bildschirmfotos, nach dem Namen</translation>
        </message>
        <message>
            <source>pictures in several files</source>
            <translation>Bilder in mehreren Dateien</translation>
        </message>
        <message>
            <source>pictures on drives that are not connected</source>
            <translation>Bilder auf nicht verbundenen Laufwerken</translation>
        </message>
        <message>
            <source>pictures that can't be read completely</source>
            <translation>Bilder, die nicht vollständig gelesen werden können</translation>
        </message>
        <message>
            <source>best matches first</source>
            <translation>beste Treffer zuerst</translation>
        </message>
        <message>
            <source>newest first</source>
            <translation>neueste zuerst</translation>
        </message>
        <message>
            <source>oldest first</source>
            <translation>älteste zuerst</translation>
        </message>
        <message>
            <source>sorted by name</source>
            <translation>nach Namen sortiert</translation>
        </message>
        <message>
            <source>largest files first</source>
            <translation>größte Dateien zuerst</translation>
        </message>
        <message>
            <source>“{words}” in the file name</source>
            <translation>„{words}“ im Dateinamen</translation>
        </message>
        <message>
            <source>“{words}” in the caption</source>
            <translation>„{words}“ in der Bildunterschrift</translation>
        </message>
        <message>
            <source>file size: {value}</source>
            <translation>Dateigröße: {value}</translation>
        </message>
        <message>
            <source>width in pixels: {value}</source>
            <translation>Breite in Pixeln: {value}</translation>
        </message>
        <message>
            <source>height in pixels: {value}</source>
            <translation>Höhe in Pixeln: {value}</translation>
        </message>
        <message>
            <source>in the folder {folder}</source>
            <translation>im Ordner {folder}</translation>
        </message>
        <message>
            <source>“{field}:” needs a word.</source>
            <translation>Nach „{field}:“ muss ein Wort stehen.</translation>
        </message>
        <message>
            <source>There is no type “{value}”. Try: {names}</source>
            <translation>Den Typ „{value}“ gibt es nicht. Möglich sind: {names}</translation>
        </message>
        <message>
            <source>“{value}” isn't a date. Try 2019, 2019-03, or 2019-03-14.</source>
            <translation>„{value}“ ist kein Datum. Beispiele: 2019, 2019-03 oder 2019-03-14.</translation>
        </message>
        <message>
            <source>“is:{value}” isn't known. Try: {names}</source>
            <translation>„is:{value}“ ist nicht bekannt. Möglich sind: {names}</translation>
        </message>
        <message>
            <source>Results can't be sorted by “{value}”. Try: {names}</source>
            <translation>Ergebnisse können nicht nach „{value}“ sortiert werden. Möglich sind: {names}</translation>
        </message>
        <message>
            <source>“{value}” isn't a size. Try {example}.</source>
            <translation>„{value}“ ist keine Größenangabe. Beispiel: {example}</translation>
        </message>
        <message>
            <source>This quotation mark is never closed.</source>
            <translation>Dieses Anführungszeichen wird nicht geschlossen.</translation>
        </message>
        <message>
            <source>Something is missing here.</source>
            <translation>Hier fehlt etwas.</translation>
        </message>
        <message>
            <source>This bracket was never opened.</source>
            <translation>Diese Klammer wurde nicht geöffnet.</translation>
        </message>
        <message>
            <source>Something must follow “{word}”.</source>
            <translation>Nach „{word}“ muss etwas folgen.</translation>
        </message>
        <message>
            <source>This bracket is never closed.</source>
            <translation>Diese Klammer wird nicht geschlossen.</translation>
        </message>
        <message>
            <source>There are too many brackets in brackets.</source>
            <translation>Zu viele Klammern sind ineinander verschachtelt.</translation>
        </message>
        <message>
            <source>exactly these words in the name or caption</source>
            <translation>genau diese Wörter im Namen oder in der Bildunterschrift</translation>
        </message>
        <message>
            <source>OR can join words, or facts such as dates, but not both.</source>
            <translation>OR kann Wörter verbinden oder Angaben wie ein Datum, aber nicht beides.</translation>
        </message>
        <message>
            <source>{date}, or in the name</source>
            <translation>{date}, oder im Namen</translation>
        </message>
        <message>
            <source>“{name}:” isn't a field, so it's searched as words.</source>
            <translation>„{name}:“ ist kein Suchfeld und wird deshalb als Text gesucht.</translation>
        </message>
        <message>
            <source>Only words can be weighted, from 0.1 to 10 times.</source>
            <translation>Nur Wörter können gewichtet werden, 0,1- bis 10-fach.</translation>
        </message>
        <message>
            <source>Only single words and facts can be excluded.</source>
            <translation>Nur einzelne Wörter und Angaben können ausgeschlossen werden.</translation>
        </message>
        <message>
            <source>not {meaning}</source>
            <translation>nicht {meaning}</translation>
        </message>
        <message>
            <source>The search index couldn't be saved. Check the permissions of the library's folder.</source>
            <translation>Der Suchindex konnte nicht gespeichert werden. Prüfen Sie die Zugriffsrechte des Bibliotheksordners.</translation>
        </message>
        <message>
            <source>The disk with the library is full. Free up some space, then try again.</source>
            <translation>Der Datenträger mit der Bibliothek ist voll. Geben Sie Speicherplatz frei, und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>This picture took longer than {seconds} seconds to read, so it was skipped.</source>
            <translation>Das Lesen dieses Bildes dauerte länger als {seconds} Sekunden, daher wurde es übersprungen.</translation>
        </message>
        <message>
            <source>The decoder crashed on this picture. The file is probably damaged.</source>
            <translation>Der Decoder ist bei diesem Bild abgestürzt. Die Datei ist wahrscheinlich beschädigt.</translation>
        </message>
        <message>
            <source>The processes that read pictures can't be started. Quit other apps, then start Picseek again.</source>
            <translation>Die Prozesse zum Lesen von Bildern können nicht gestartet werden. Beenden Sie andere Apps und starten Sie Picseek dann erneut.</translation>
        </message>
        <message>
            <source>This picture needs too much memory.</source>
            <translation>Dieses Bild benötigt zu viel Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>This picture couldn't be read ({name}). The file is probably damaged.</source>
            <translation>Dieses Bild konnte nicht gelesen werden ({name}). Die Datei ist wahrscheinlich beschädigt.</translation>
        </message>
        <message>
            <source>CLIP, full size</source>
            <translation>CLIP, volle Größe</translation>
        </message>
        <message>
            <source>Understands descriptions in English. Takes four times the space of “CLIP, compact” but finds hardly more.</source>
            <translation>Versteht Beschreibungen auf Englisch. Belegt viermal so viel Platz wie „CLIP, kompakt“, findet aber kaum mehr.</translation>
        </message>
        <message>
            <source>Its authors made it for research and ask you to test it for your own use first.</source>
            <translation>Die Autoren haben es für die Forschung entwickelt und bitten Sie, es zuerst für Ihren Zweck zu testen.</translation>
        </message>
        <message>
            <source>Descriptions of scenes, places, and styles in English</source>
            <translation>Beschreibungen von Szenen, Orten und Stilen auf Englisch</translation>
        </message>
        <message>
            <source>CLIP, compact</source>
            <translation>CLIP, kompakt</translation>
        </message>
        <message>
            <source>Understands descriptions in English, from everyday scenes to places and styles. The best results for its size.</source>
            <translation>Versteht Beschreibungen auf Englisch, von Alltagsszenen bis zu Orten und Stilen. Die besten Ergebnisse für seine Größe.</translation>
        </message>
        <message>
            <source>SigLIP 2</source>
            <translation>SigLIP 2</translation>
        </message>
        <message>
            <source>Understands whole sentences in over 100 languages. Best results.</source>
            <translation>Versteht ganze Sätze in über 100 Sprachen. Beste Ergebnisse.</translation>
        </message>
        <message>
            <source>The license is Google's. The files were converted by others, who name no license of their own.</source>
            <translation>Die Lizenz ist die von Google. Die Dateien wurden von Dritten umgewandelt, die keine eigene Lizenz nennen.</translation>
        </message>
        <message>
            <source>Whole sentences in over 100 languages, and small differences between pictures</source>
            <translation>Ganze Sätze in über 100 Sprachen und kleine Unterschiede zwischen Bildern</translation>
        </message>
        <message>
            <source>TinyCLIP</source>
            <translation>TinyCLIP</translation>
        </message>
        <message>
            <source>Understands simple descriptions in English. The fastest model and the smallest download, but it confuses things more often.</source>
            <translation>Versteht einfache Beschreibungen auf Englisch. Das schnellste Modell und der kleinste Download, verwechselt aber öfter etwas.</translation>
        </message>
        <message>
            <source>Simple descriptions in English, on small or older computers</source>
            <translation>Einfache Beschreibungen auf Englisch, auf kleinen oder älteren Computern</translation>
        </message>
    </context>
    <context>
        <name>notes</name>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Dimensions</source>
            <translation>Abmessungen</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Taken</source>
            <translation>Aufgenommen</translation>
        </message>
        <message>
            <source>Incomplete</source>
            <translation>Unvollständig</translation>
        </message>
        <message>
            <source>The end of the file is missing.</source>
            <translation>Das Ende der Datei fehlt.</translation>
        </message>
        <message>
            <source>Modified</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>{} of {}</source>
            <translation>{} von {}</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>Suche</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Treffer</translation>
        </message>
        <message>
            <source>Matching words</source>
            <translation>Übereinstimmende Wörter</translation>
        </message>
        <message>
            <source>Likely</source>
            <translation>Wahrscheinlich</translation>
        </message>
        <message>
            <source>Possibly</source>
            <translation>Möglicherweise</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Lens</source>
            <translation>Objektiv</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>Belichtung</translation>
        </message>
        <message>
            <source>ISO</source>
            <translation>ISO</translation>
        </message>
        <message>
            <source>Focal length</source>
            <translation>Brennweite</translation>
        </message>
        <message>
            <source>Flash</source>
            <translation>Blitz</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>Nearest town</source>
            <translation>Nächster Ort</translation>
        </message>
        <message>
            <source>GPS location</source>
            <translation>GPS-Position</translation>
        </message>
        <message>
            <source>Altitude</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Description</source>
            <translation>Beschreibung</translation>
        </message>
        <message>
            <source>Keywords</source>
            <translation>Stichwörter</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personen</translation>
        </message>
        <message>
            <source>Location</source>
            <translation>Ort</translation>
        </message>
        <message>
            <source>Author</source>
            <translation>Autor</translation>
        </message>
        <message>
            <source>Copyright</source>
            <translation>Copyright</translation>
        </message>
        <message>
            <source>Created with</source>
            <translation>Erstellt mit</translation>
        </message>
        <message>
            <source>Also in</source>
            <translation>Auch in</translation>
        </message>
        <message>
            <source>{} ({} megapixels)</source>
            <translation>{} ({} Megapixel)</translation>
        </message>
        <message>
            <source>from the picture's metadata</source>
            <translation>aus den Metadaten des Bildes</translation>
        </message>
        <message>
            <source>from GPS, accurate to the hour</source>
            <translation>vom GPS, auf die Stunde genau</translation>
        </message>
        <message>
            <source>from an accompanying file</source>
            <translation>aus einer Begleitdatei</translation>
        </message>
        <message>
            <source>from Google Takeout</source>
            <translation>aus Google Takeout</translation>
        </message>
        <message>
            <source>from the file name</source>
            <translation>aus dem Dateinamen</translation>
        </message>
        <message>
            <source>last edited</source>
            <translation>zuletzt bearbeitet</translation>
        </message>
        <message>
            <source>{} ({})</source>
            <translation>{} ({})</translation>
        </message>
        <message>
            <source>{} s</source>
            <translation>{} s</translation>
        </message>
        <message>
            <source>{} ({} mm in 35 mm format)</source>
            <translation>{} ({} mm im Kleinbildformat)</translation>
        </message>
        <message>
            <source>{} ({} km away)</source>
            <translation>{} ({} km entfernt)</translation>
        </message>
        <message>
            <source>N</source>
            <translation>N</translation>
        </message>
        <message>
            <source>S</source>
            <translation>S</translation>
        </message>
        <message>
            <source>E</source>
            <translation>O</translation>
        </message>
        <message>
            <source>W</source>
            <translation>W</translation>
        </message>
    </context>
    <context>
        <name>transfers</name>
        <message>
            <source>Stopping…</source>
            <translation>Wird gestoppt…</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Wird gestartet…</translation>
        </message>
        <message>
            <source>Paused · {}</source>
            <translation>Angehalten · {}</translation>
        </message>
        <message>
            <source>{}: starting</source>
            <translation>{}: wird gestartet</translation>
        </message>
        <message>
            <source>{}: {}</source>
            <translation>{}: {}</translation>
        </message>
        <message>
            <source>{} (paused)</source>
            <translation>{} (angehalten)</translation>
        </message>
        <message>
            <source>many languages</source>
            <translation>viele Sprachen</translation>
        </message>
        <message>
            <source>English</source>
            <translation>Englisch</translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%Ln file(s)</source>
            <translation>
                <numerusform>%Ln Datei</numerusform>
                <numerusform>%Ln Dateien</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln picture(s)</source>
            <translation>
                <numerusform>%Ln Bild</numerusform>
                <numerusform>%Ln Bilder</numerusform>
            </translation>
        </message>
        <message>
            <source>Recycle Bin</source>
            <translation>Papierkorb</translation>
        </message>
        <message>
            <source>trash</source>
            <translation>Papierkorb</translation>
        </message>
        <message numerus="yes">
            <source>%Ln problem(s)</source>
            <translation>
                <numerusform>%Ln Problem</numerusform>
                <numerusform>%Ln Probleme</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln unsupported file(s) skipped ({}).</source>
            <translation>
                <numerusform>%Ln nicht unterstützte Datei übersprungen ({}).</numerusform>
                <numerusform>%Ln nicht unterstützte Dateien übersprungen ({}).</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln result(s)</source>
            <translation>
                <numerusform>%Ln Treffer</numerusform>
                <numerusform>%Ln Treffer</numerusform>
            </translation>
        </message>
        <message>
            <source>Showing the best matches</source>
            <translation>Die besten Treffer werden angezeigt</translation>
        </message>
        <message>
            <source>less than a minute left</source>
            <translation>noch weniger als eine Minute</translation>
        </message>
        <message>
            <source>{} min left</source>
            <translation>noch {} Min.</translation>
        </message>
        <message>
            <source>{} h {} min left</source>
            <translation>noch {} Std. {} Min.</translation>
        </message>
        <message>
            <source>{}/s</source>
            <translation>{}/s</translation>
        </message>
        <message>
            <source>“{}”</source>
            <translation>„{}“</translation>
        </message>
        <message>
            <source>{} and {}</source>
            <translation>{} und {}</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>Bilder werden gesucht…</translation>
        </message>
        <message>
            <source>{} of {}</source>
            <translation>{} von {}</translation>
        </message>
        <message>
            <source>Detailed analysis resumes when plugged in</source>
            <translation>Detailanalyse wartet auf Netzbetrieb</translation>
        </message>
        <message>
            <source>Detailed analysis: {}</source>
            <translation>Detailanalyse: {}</translation>
        </message>
        <message>
            <source>Paused · {}</source>
            <translation>Angehalten · {}</translation>
        </message>
    </context>
</TS>
